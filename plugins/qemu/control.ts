import { hasCode, ProblemError } from '../../shared/model/problem.ts'
import type { Context } from '../../shared/plugin/plugin.ts'
import type { Shell } from '../../shared/plugin/shell.ts'
import type { Place } from './place.ts'
import { speakQmp, type Qmp } from './qmp.ts'

/** One answer may take this long; QEMU answers within milliseconds unless its host is badly overloaded. */
const ANSWER_MS = 5_000
/** A first monitor that is this silent is held by somebody else: QEMU greets one client at a time. */
const GREETING_MS = 1_500

/** What is asked over one conversation. */
export type Asking = Pick<Qmp, 'ask'>

interface Kept {
  readonly qmp: Qmp
  /** Counted, to tell whether it was used meanwhile. */
  talks: number
}

/**
 * Conversations that are open, by the folder of their machine: asked over again, since inside other machines a new one costs a process.
 * By place and not by shell, because a shell may be wrapped; each connection to a place has a place of its own.
 */
const kept = new WeakMap<Shell['place'], Map<string, Kept>>()

/** So long one inside another machine stays open after the last word, in ms: while something comes up, look follows look. */
const LINGER_MS = 3_000
/** So many may linger in one place, where each may take one of few channels. */
const LINGERING = 4

/** Talks to the machine's QEMU. Gives null when there is none: nobody listens on its sockets. */
export async function withQmp<T>(context: Context, place: Place, talk: (qmp: Asking) => Promise<T>): Promise<T | null> {
  context.signal.throwIfAborted()
  const open = kept.get(context.shell.place)?.get(place.folder)
  if (open) {
    open.talks++
    try {
      return await talk({ ask: (command, args) => orAborted(open.qmp.ask(command, args), context.signal) })
    } catch (cause) {
      context.signal.throwIfAborted()
      // It was ended in this very moment, by QEMU or by whoever opened it; what is true now is asked anew.
      if (cause instanceof ProblemError && !hasCode(cause, 'qemu.gone')) throw cause
    } finally {
      open.talks++
    }
  }
  const qmp = await openQmp(context, place)
  if (qmp === null) return null
  try {
    const answer = await talk(qmp)
    if (!lingers(context.shell, place, qmp)) qmp.end()
    return answer
  } catch (cause) {
    qmp.end()
    throw cause
  }
}

/** Keeps a conversation open for what may follow. Not on this computer, where a new one costs nothing. */
function lingers(shell: Shell, place: Place, qmp: Qmp): boolean {
  const here = kept.get(shell.place)
  if (shell.place.levels.length === 1 || (here?.size ?? 0) >= LINGERING || here?.has(place.folder)) return false
  const one: Kept = { qmp, talks: 0 }
  const endUnused = (talks: number) => {
    const enough = AbortSignal.timeout(LINGER_MS)
    enough.addEventListener('abort', () => (one.talks === talks ? qmp.end() : endUnused(one.talks)), { once: true })
  }
  keep(shell, place, one)
  endUnused(one.talks)
  return true
}

function keep(shell: Shell, place: Place, one: Kept): void {
  const here = kept.get(shell.place) ?? new Map<string, Kept>()
  kept.set(shell.place, here)
  here.set(place.folder, one)
  void one.qmp.ended.then(() => here.get(place.folder) === one && here.delete(place.folder))
}

/**
 * A conversation that stays open until its far end or the context's signal ends it, and over which `withQmp` asks meanwhile.
 * Gives null when there is no machine, or one without a third monitor. Rejects with `qemu.silent` when somebody else listens there.
 */
export async function listenQmp(context: Context, place: Place, heard: (event: string) => void): Promise<Qmp | null> {
  const qmp = await openAt(context, place.events, GREETING_MS, heard)
  if (qmp !== null) keep(context.shell, place, { qmp, talks: 0 })
  return qmp
}

async function openQmp(context: Context, place: Place): Promise<Qmp | null> {
  const [first, second] = place.monitors
  try {
    return await openAt(context, first, GREETING_MS)
  } catch (cause) {
    if (!hasCode(cause, 'qemu.silent')) throw cause
    return openAt(context, second, ANSWER_MS)
  }
}

async function openAt(context: Context, path: string, greetingMs: number, heard?: (event: string) => void): Promise<Qmp | null> {
  context.signal.throwIfAborted()
  try {
    const stream = await context.shell.connect({ path }, context.signal)
    return await speakQmp(stream, context.signal, { greetingMs, answerMs: ANSWER_MS, ...(heard && { heard }) })
  } catch (cause) {
    // Closed before it greeted: it ended in this very moment.
    if (hasCode(cause, 'connect.refused') || hasCode(cause, 'qemu.gone')) return null
    throw cause
  }
}

/** Whoever asks over a conversation of somebody else's is still free to go. */
async function orAborted<T>(answer: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>()
  const aborted = () => reject(signal.reason)
  signal.addEventListener('abort', aborted, { once: true })
  try {
    return await Promise.race([answer, promise])
  } finally {
    signal.removeEventListener('abort', aborted)
  }
}
