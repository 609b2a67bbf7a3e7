import { z } from 'zod'
import { ProblemError } from '../../shared/model/problem.ts'
import type { Context } from '../../shared/plugin/plugin.ts'
import { openBus } from './bus.ts'
import type { Incoming } from './message.ts'
import { OURS, scriptFor } from './script.ts'

const KWIN = 'org.kde.KWin'

const Rect = z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() })
const Said = z.object({
  count: z.int(),
  current: z.int(),
  windows: z.array(
    z.object({
      id: z.string(),
      pid: z.int(),
      title: z.string(),
      kind: z.string(),
      dialog: z.boolean(),
      outer: Rect,
      inner: Rect,
      least: z.object({ width: z.number(), height: z.number() }),
      desktop: z.int(),
      minimised: z.boolean(),
      fullscreen: z.boolean(),
      maximised: z.boolean(),
    }),
  ),
})
/** All that KWin tells. */
export type Said = z.infer<typeof Said>
const Trouble = z.object({ trouble: z.string() })

/** What KWin shall do, with its own numbers; what is null stays. */
export interface Asked {
  /** At least so many. */
  readonly desktops: number
  readonly moves: readonly {
    readonly id: string
    readonly outer: z.infer<typeof Rect> | null
    readonly desktop: number
    readonly show: string
  }[]
}

/** KWin with a script of ours in it. */
export interface Kwin extends Disposable {
  /** Does what is asked, and tells how all is then. */
  ask(asked: Asked): Promise<Said>
  readonly ended: Promise<void>
}

export const nothing: Asked = { desktops: 0, moves: [] }

/** What KWin says of itself: its version, its screens. Rejects with `desktop.none` where there is no session bus, else `kwin.declined`. */
export async function supportInformation(context: Context): Promise<string> {
  using bus = await openBus(context)
  return String(await bus.call(KWIN, '/KWin', KWIN, 'supportInformation'))
}

/** Puts our script into KWin. It goes when this is disposed; what it read is removed at once. */
export async function openKwin(context: Context): Promise<Kwin> {
  const { shell, signal } = context
  const bus = await openBus(context)
  try {
    const plugin = `servicecomposer${bus.name.replace(/[^0-9]+/g, '-')}`
    const file = `${shell.scratch}/${plugin}.js`
    let heard = Promise.withResolvers<Incoming>()
    bus.onCall((call) => {
      if (call.member === OURS.member) heard.resolve(call)
    })
    const over = bus.ended.then((): never => {
      throw signal.aborted ? signal.reason : gone()
    })
    over.catch(() => undefined)
    const itsTurn = () => Promise.race([heard.promise, over])
    await shell.run('tee', ['--', file], { stdin: scriptFor(bus.name), signal })
    const number = await bus.call(KWIN, '/Scripting', 'org.kde.kwin.Scripting', 'loadScript', file, plugin)
    await bus.call(KWIN, `/${number}`, 'org.kde.kwin.Script', 'run')
    let turn = await itsTurn()
    await shell.run('rm', ['-f', '--', file], { signal })
    return {
      ended: bus.ended,
      async ask(asked) {
        heard = Promise.withResolvers<Incoming>()
        bus.answer(turn, JSON.stringify(asked))
        turn = await itsTurn()
        const said: unknown = JSON.parse(String(turn.first))
        const trouble = Trouble.safeParse(said)
        if (trouble.success) throw broke(trouble.data.trouble)
        return Said.parse(said)
      },
      [Symbol.dispose]() {
        bus.answer(turn, '')
        void bus.call(KWIN, '/Scripting', 'org.kde.kwin.Scripting', 'unloadScript', plugin).catch(() => undefined)
        bus[Symbol.dispose]()
      },
    }
  } catch (cause) {
    bus[Symbol.dispose]()
    throw cause
  }
}

const gone = () =>
  new ProblemError({
    code: 'desktop.gone',
    severity: 'error',
    title: 'The desktop ended',
    message: 'The connection to the session bus broke while KWin was asked.',
    hint: 'Log in again, then start ServiceComposer there.',
  })
const broke = (detail: string) =>
  new ProblemError({
    code: 'kwin.script-failed',
    severity: 'error',
    title: 'KWin could not place windows',
    message: 'The script that places windows failed inside KWin. Its scripting may have changed with its version.',
    hint: 'Use embedded viewers, and tell the version of KWin with this message.',
    detail,
  })
