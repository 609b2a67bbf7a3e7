import type { ChildProcess } from 'node:child_process'
import { ewmh } from '../../../plugins/ewmh/index.ts'
import { monitors, openXDesk, type Manager } from '../../../plugins/real/x-desk.ts'
import { openSwayDesk } from '../../../plugins/real/sway-desk.ts'
import { startXServer } from '../../../plugins/real/x-server.ts'
import { sway } from '../../../plugins/sway/index.ts'
import { workspaceOf } from '../../../plugins/sway/windows.ts'
import { aimOf } from '../../../plugins/desktop/aim.ts'
import type { DesktopPlugin, DesktopWindow, Move } from '../../../shared/plugin/desktop.ts'
import type { Context } from '../../../shared/plugin/plugin.ts'

/** A desktop that is measured, with the programs whose windows are placed on it, and the script that is the rival. */
export interface MeasuredDesk extends AsyncDisposable {
  readonly plugin: DesktopPlugin
  readonly context: Context
  readonly rival: string
  /** Starts the programs; resolves when each has its window. */
  open(count: number): Promise<DesktopWindow[]>
  /** The line of the rival's script for one move. */
  line(move: Move, window: DesktopWindow): string
}

export const measured = ['openbox', 'xfwm4', 'mutter', 'kwin', 'sway'] as const
export type Measured = (typeof measured)[number]

const script = (name: string) => new URL(name, import.meta.url).pathname

export const openMeasured = (name: Measured, folder: string): Promise<MeasuredDesk> => (name === 'sway' ? onSway() : onX(name, folder))

/** Terminals, clocks, and VNC viewers of one more server, in turn. */
async function onX(manager: Manager, folder: string): Promise<MeasuredDesk> {
  await using opened = new AsyncDisposableStack()
  const desk = opened.use(await openXDesk(manager))
  const shown = opened.use(await startXServer(folder, [{ x: 0, y: 0, width: 1024, height: 768 }]))
  if (shown.display === '') throw new Error('the server of the viewers has no display')
  process.env['DISPLAY'] = desk.display
  const programs: readonly (() => ChildProcess)[] = [
    () => desk.start('xterm', '-e', 'sleep', '3600'),
    () => desk.start('xclock'),
    () => desk.start('xtigervncviewer', '-RemoteResize=0', '-Shared', '-SecurityTypes=None', '-Log=*:stderr:0', `${folder}/rfb`),
    () => desk.start('xclock', '-digital'),
  ]
  const all = opened.move()
  return {
    plugin: ewmh,
    context: desk.context,
    rival: script('by-wmctrl.sh'),
    open: (count) => inBatches(count, desk.windowsOf, (index) => programs[index % programs.length]?.()),
    line: ({ id, desktop, bounds }) => [id, desktop, bounds?.x, bounds?.y, bounds?.width, bounds?.height].join(' '),
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  }
}

async function onSway(): Promise<MeasuredDesk> {
  const desk = await openSwayDesk()
  return {
    plugin: sway,
    context: desk.context,
    rival: script('by-swaymsg.sh'),
    open: (count) => inBatches(count, desk.windowsOf, () => desk.start('foot', 'sleep', '3600')),
    line(move, { id, frame }) {
      const at = aimOf(move, { frame })
      const monitor = monitors.findIndex(({ x, width }) => at !== null && at.x >= x && at.x < x + width)
      const workspace = workspaceOf(move.desktop ?? 0, monitor, monitors.length)
      const [x, y] = [(at?.x ?? 0) - frame.left, (at?.y ?? 0) - frame.top]
      return [id, workspace, x, y, (at?.width ?? 0) + frame.left + frame.right, (at?.height ?? 0) + frame.top + frame.bottom].join(' ')
    },
    [Symbol.asyncDispose]: () => desk[Symbol.asyncDispose](),
  }
}

/** So many at a time: a VNC server takes no more connections at once. */
const BATCH = 8

async function inBatches(
  count: number,
  windowsOf: (processes: readonly ChildProcess[]) => Promise<DesktopWindow[]>,
  start: (index: number) => ChildProcess | undefined,
): Promise<DesktopWindow[]> {
  const all: DesktopWindow[] = []
  while (all.length < count) {
    const batch = Array.from({ length: Math.min(BATCH, count - all.length) }, (_, index) => start(all.length + index))
    all.push(...(await windowsOf(batch.filter((each) => each !== undefined))))
  }
  return all
}
