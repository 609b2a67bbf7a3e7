import type { Problem } from '../../shared/model/problem.ts'
import { desktop } from '../../shared/plugin/define.ts'
import type { Bounds, DesktopPlugin, DesktopWindow, Move, Placed } from '../../shared/plugin/desktop.ts'
import type { Context, Probe } from '../../shared/plugin/plugin.ts'
import { answer } from '../desktop/answer.ts'
import { settle } from '../desktop/settle.ts'
import { nothing, openKwin, supportInformation, type Said } from './open.ts'
import { desktopsOf, isWayland, monitorsIn, versionIn, windowsOf } from './read.ts'

/** KWin, the window manager of Plasma, on Wayland: through a script in it, which it is made for. On X11 `ewmh` knows it. */
export const kwin: DesktopPlugin = desktop({
  id: 'kwin',
  role: 'desktop',
  title: 'Plasma desktop',
  summary: 'Windows of other programs on the Wayland desktop of KDE Plasma, placed by KWin.',
  probe,
  can: async (context) => {
    await supportInformation(context)
    return { positions: true, sizes: true, desktops: 'grows', shows: ['normal', 'minimised', 'maximised', 'fullscreen'], problems: [] }
  },
  screens: async (context) => monitorsIn(await supportInformation(context)),
  desktops: (context) => on(context, desktopsOf),
  windows: (context) => on(context, windowsOf),
  place,
  watch,
})

async function on<Answer>(context: Context, read: (said: Said) => Answer): Promise<Answer> {
  using script = await openKwin(context)
  return read(await script.ask(nothing))
}

function probe(context: Context): Promise<Probe> {
  return answer(context, async () => {
    const information = await supportInformation(context)
    const version = versionIn(information)
    if (version?.startsWith('5.') && isWayland(information)) return { usable: true, version, problems: [] }
    return { usable: false, version, problems: [otherKwin(version)] }
  })
}

async function place(context: Context, moves: readonly Move[]): Promise<readonly Placed[]> {
  if (moves.length === 0) return []
  const monitors = monitorsIn(await supportInformation(context))
  using script = await openKwin(context)
  await script.ask({ desktops: Math.max(0, ...moves.map((move) => (move.desktop ?? -1) + 1)), moves: [] })
  let open: Parameters<typeof askOne>[] = []
  return await settle(context, moves, {
    manager: 'KWin',
    monitors,
    async look(ids) {
      const windows = windowsOf(await script.ask(nothing))
      return new Map(windows.filter(({ id }) => ids.includes(id)).map((window) => [window.id, window]))
    },
    ask: (...one) => void open.push([one[0], one[1], one[2]]),
    async heard() {
      await script.ask({ desktops: 0, moves: open.map((one) => askOne(...one)) })
      open = []
    },
  })
}

const askOne = ({ show, desktop: number }: Move, { id, frame }: DesktopWindow, aim: Bounds | null) => ({
  id,
  show,
  desktop: number === null ? 0 : number + 1,
  outer: aim && {
    x: aim.x - frame.left,
    y: aim.y - frame.top,
    width: aim.width + frame.left + frame.right,
    height: aim.height + frame.top + frame.bottom,
  },
})

/** KWin is asked each second: its script cannot call by itself while it waits for us. */
const LOOK_MS = 1_000

async function watch(context: Context, changed: () => void) {
  const script = await openKwin(context)
  const look = async () => JSON.stringify((await script.ask(nothing)).windows.map(({ id }) => id))
  let before = await look()
  const over = (async () => {
    try {
      for (;;) {
        await context.sleep(LOOK_MS)
        const now = await look()
        if (now !== before) changed()
        before = now
      }
    } catch {
      script[Symbol.dispose]()
    }
  })()
  return { ended: over }
}

const otherKwin = (version: string | null): Problem => ({
  code: 'desktop.other-version',
  severity: 'error',
  title: 'This KWin is not spoken to',
  message:
    version === null
      ? 'KWin did not tell its version.'
      : `This is KWin ${version}; windows are placed on version 5 on Wayland. On X11 it is placed as any other window manager.`,
  hint: 'Use embedded viewers, or log in to an X11 session.',
})
