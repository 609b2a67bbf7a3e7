import type { ByteStream } from '../../shared/plugin/shell.ts'
import type { SessionId } from '../../shared/model/id.ts'
import type { Problem } from '../../shared/model/problem.ts'
import type { View } from '../../shared/plugin/plugin.ts'
import { engine, openStream } from '../client/engine.ts'
import { problemOf } from '../store/view.ts'

/** Where a session window stands with its machine. */
export type Phase =
  | { readonly is: 'connecting' }
  | { readonly is: 'connected' }
  /** The far end closed in order, as a shell does after `exit`. */
  | { readonly is: 'ended' }
  /** Tried again by itself; `retryAt` in ms since 1970. */
  | { readonly is: 'reconnecting'; readonly problem: Problem; readonly lostAt: number; readonly tries: number; readonly retryAt: number }
  | { readonly is: 'failed'; readonly problem: Problem }

/** One connection to a session; a new one comes after every reconnect. */
export interface Attached {
  readonly stream: number
  readonly bytes: ByteStream
  readonly view: View
  readonly title: string
}

export interface Wish {
  readonly session: SessionId
  size(): { columns: number; rows: number }
  phase(phase: Phase): void
  use(attached: Attached): void
}

const GIVE_UP_AFTER = 12
/** Asking again changes nothing about these. */
const FINAL = /^(ssh\.(login|hostkey)|session\.no-|rdp\.(certificate|no-)|plugin\.|options\.|wire\.input)/

/** Keeps a session window attached to its machine until `end`; a connection that breaks is tried again, slower each time. */
export function keepAttached({ session, size, phase, use }: Wish): { retry(): void; stop(): void; end(): void } {
  let over = false
  let turn = 0
  let tries = 0
  let lostAt = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let open: ByteStream | null = null

  const lost = (problem: Problem, mine: number) => {
    if (over || mine !== turn) return
    open = null
    if (lostAt === 0) lostAt = Date.now()
    if (FINAL.test(problem.code) || tries >= GIVE_UP_AFTER) return phase({ is: 'failed', problem })
    const pause = Math.min(10_000, 1_000 * 2 ** Math.min(tries++, 4))
    phase({ is: 'reconnecting', problem, lostAt, tries, retryAt: Date.now() + pause })
    timer = setTimeout(attach, pause)
  }
  const attach = async () => {
    clearTimeout(timer)
    const mine = ++turn
    if (tries === 0) phase({ is: 'connecting' })
    try {
      const { stream, view, title } = await engine['session.attach']({ session, ...size() })
      const bytes = openStream(stream)
      if (over || mine !== turn) return bytes.end()
      open = bytes
      tries = 0
      lostAt = 0
      bytes.onClose((reason) => {
        if (over || mine !== turn) return
        // A shell ends in order; a screen never does: its machine went away, and may come back.
        if (reason === null && view === 'terminal') phase({ is: 'ended' })
        else lost({ ...broken, message: reason ?? 'The far end closed the connection.' }, mine)
      })
      phase({ is: 'connected' })
      use({ stream, bytes, view, title })
    } catch (cause) {
      lost(problemOf(cause), mine)
    }
  }
  const leave = () => {
    clearTimeout(timer)
    turn++
    open?.end()
    open = null
  }
  void attach()
  return {
    retry() {
      leave()
      tries = 0
      void attach()
    },
    stop() {
      leave()
      phase({ is: 'failed', problem: { ...broken, message: 'It is not tried again until you say so.' } })
    },
    end() {
      over = true
      leave()
    },
  }
}

const broken: Problem = {
  code: 'session.lost',
  severity: 'error',
  title: 'The connection was lost',
  message: '',
  hint: 'Look whether the machine still runs; then reconnect.',
}
