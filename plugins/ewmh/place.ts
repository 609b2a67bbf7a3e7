import type { DesktopWindow, Move, Placed } from '../../shared/plugin/desktop.ts'
import type { Context } from '../../shared/plugin/plugin.ts'
import { settle } from '../desktop/settle.ts'
import { askFor, askForDesktops } from './asks.ts'
import { openDisplay, type Display } from './display.ts'
import { heard } from './heard.ts'
import { readMonitors } from './monitors.ts'
import { noManager } from './problems.ts'
import { managerOf, readDesktops, readWindow } from './windows.ts'

/** A window manager that is replaced or restarted is back after about this time. */
const RESTART_MS = 3_000

/** More desktops are made at once, or never. */
const GROW_MS = 500

const LOOK_MS = 20

/** Places windows through the window manager. Rejects with `desktop.no-manager` when none comes. */
export async function place(context: Context, moves: readonly Move[]): Promise<readonly Placed[]> {
  if (moves.length === 0) return []
  using display = await openDisplay(context)
  const manager = await managerThatComes(context, display)
  const [monitors, { current }] = await Promise.all([readMonitors(display), readDesktops(display)])
  await makeRoom(context, display, moves)
  return await settle(context, moves, {
    manager,
    monitors,
    async look(ids) {
      const windows = await Promise.all(ids.map((id) => readWindow(display, Number(id))))
      return new Map(windows.filter((window): window is DesktopWindow => window !== null).map((window) => [window.id, window]))
    },
    ask: (move, window, aim, again) => askFor(display, move, window, aim, again ? { current } : null),
    heard: () => heard(context, display),
  })
}

async function managerThatComes(context: Context, display: Display): Promise<string> {
  for (const began = context.now(); ; await context.sleep(LOOK_MS)) {
    const manager = await managerOf(display)
    if (manager !== null) return manager
    if (context.now() - began > RESTART_MS) throw noManager()
  }
}

/** Where a move wants a desktop that is not there yet, as many are asked for as are wanted. What comes of it is seen. */
async function makeRoom(context: Context, display: Display, moves: readonly Move[]): Promise<void> {
  const wanted = Math.max(0, ...moves.map(({ desktop }) => (desktop ?? -1) + 1))
  const there = async () => (await readDesktops(display)).names.length
  if ((await there()) >= wanted) return
  askForDesktops(display, wanted)
  for (const began = context.now(); context.now() - began < GROW_MS && (await there()) < wanted; ) await context.sleep(LOOK_MS)
}
