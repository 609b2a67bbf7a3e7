import type { Bounds, DesktopWindow, Monitor, Move, Placed } from '../../shared/plugin/desktop.ts'
import type { Context } from '../../shared/plugin/plugin.ts'
import { settle } from '../desktop/settle.ts'
import { ASK, type Ipc } from './ipc.ts'
import { openSway, readMonitors, readTree } from './open.ts'
import { windowsOf, workspaceOf } from './windows.ts'

/** Places windows by commands. What is placed floats: only so has it a place of its own. */
export async function place(context: Context, moves: readonly Move[]): Promise<readonly Placed[]> {
  if (moves.length === 0) return []
  using sway = await openSway(context)
  const monitors = await readMonitors(sway)
  await settleMonitors(sway, moves, monitors)
  const commands: string[] = []
  return await settle(context, moves, {
    manager: 'sway',
    monitors,
    async look(ids) {
      const windows = windowsOf(await readTree(sway), monitors.length)
      return new Map(windows.filter(({ id }) => ids.includes(id)).map((window) => [window.id, window]))
    },
    ask: (move, window, aim) => void commands.push(commandsFor(move, window, aim, monitors)),
    // All in one message: sway lays out once for all of them, and answers when it has done so.
    heard: async () => void (await sway.ask(ASK.command, commands.splice(0).join('; '))),
  })
}

/** New workspaces come up on the monitor they are assigned to; those that are there stay where they are. */
async function settleMonitors(sway: Ipc, moves: readonly Move[], monitors: readonly Monitor[]): Promise<void> {
  const wanted = new Set(moves.flatMap(({ desktop }) => (desktop === null ? [] : [desktop])))
  const commands = [...wanted].flatMap((desktop) =>
    monitors.map(({ name }, index) => `workspace ${workspaceOf(desktop, index, monitors.length)} output ${name}`),
  )
  if (commands.length > 0) await sway.ask(ASK.command, commands.join('; '))
}

/** All that a move wants, in the order in which nothing undoes what came before: a new place takes a window to the workspace in front. */
export function commandsFor(move: Move, window: DesktopWindow, aim: Bounds | null, monitors: readonly Monitor[]): string {
  const monitor = monitorOf(aim ?? window.content, monitors)
  const outer = aim && frameAround(aim, window)
  const commands = [
    window.show === 'minimised' && move.show !== 'minimised' && 'scratchpad show',
    window.show === 'fullscreen' && move.show !== 'fullscreen' && 'fullscreen disable',
    outer && 'floating enable',
    outer && `resize set ${outer.width} px ${outer.height} px`,
    outer && `move absolute position ${outer.x} px ${outer.y} px`,
    move.desktop !== null && `move container to workspace number ${workspaceOf(move.desktop, monitor, monitors.length)}`,
    move.show === 'fullscreen' && 'fullscreen enable',
    move.show === 'minimised' && window.show !== 'minimised' && 'move scratchpad',
  ]
  return `[con_id=${window.id}] ${commands.filter((command) => typeof command === 'string').join(', ')}`
}

const frameAround = ({ x, y, width, height }: Bounds, { frame }: DesktopWindow): Bounds => ({
  x: x - frame.left,
  y: y - frame.top,
  width: width + frame.left + frame.right,
  height: height + frame.top + frame.bottom,
})

/** The monitor that the middle is on, else the nearest one. */
function monitorOf({ x, y, width, height }: Bounds, monitors: readonly Monitor[]): number {
  const beyond = (at: number, from: number, size: number) => Math.max(from - at, 0, at - from - size + 1)
  const far = monitors.map((each) => beyond(x + width / 2, each.x, each.width) + beyond(y + height / 2, each.y, each.height))
  return Math.max(0, far.indexOf(Math.min(...far)))
}
