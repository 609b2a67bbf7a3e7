import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { setTimeout } from 'node:timers/promises'
import { localShell } from '../../electron/sessions/local.ts'
import type { DesktopWindow } from '../../shared/plugin/desktop.ts'
import { ewmh } from '../ewmh/index.ts'
import { realContext, type RealContext } from './context.ts'
import { endGroup } from './end-group.ts'
import { startXServer } from './x-server.ts'

/** Window managers, and how each is started without a display manager. */
export const managers = {
  openbox: ['openbox'],
  xfwm4: ['dbus-run-session', '--', 'xfwm4', '--compositor=off'],
  mutter: ['dbus-run-session', '--', 'mutter', '--x11'],
  kwin: ['dbus-run-session', '--', 'kwin_x11'],
  icewm: ['icewm'],
  metacity: ['dbus-run-session', '--', 'metacity'],
} as const
export type Manager = keyof typeof managers

/** Three monitors, of two sizes, side by side. */
export const monitors = [
  { name: 'VNC-0', x: 0, y: 0, width: 1920, height: 1080 },
  { name: 'VNC-1', x: 1920, y: 0, width: 1280, height: 1024 },
  { name: 'VNC-2', x: 3200, y: 0, width: 1280, height: 1024 },
]

/** An X server with three monitors and a window manager; all of it ends with it. */
export interface XDesk extends AsyncDisposable {
  readonly context: RealContext
  readonly display: string
  /** The window manager's process. */
  readonly manager: ChildProcess
  start(command: string, ...args: readonly string[]): ChildProcess
  /** The windows of these processes, once there is one for each. */
  windowsOf(processes: readonly ChildProcess[]): Promise<DesktopWindow[]>
}

/** Opens one. It is the process's own: DISPLAY names it until the next one is opened. */
export async function openXDesk(manager: Manager, serverArgs: readonly string[] = []): Promise<XDesk> {
  await using opened = new AsyncDisposableStack()
  const home = await mkdtemp('/tmp/sc-desk-')
  opened.defer(() => rm(home, { recursive: true, force: true, maxRetries: 5 }))
  const shell = opened.use(localShell({ ...process.env, SERVICECOMPOSER_SCRATCH: home }))
  const context = realContext(shell)
  const { display } = opened.use(await startXServer(home, monitors, serverArgs))
  process.env['DISPLAY'] = display
  delete process.env['WAYLAND_DISPLAY']
  const started: ChildProcess[] = []
  opened.defer(async () => void (await Promise.all(started.reverse().map(endGroup))))
  const start = (command: string, ...args: readonly string[]) => {
    const homes = { HOME: home, XDG_CONFIG_HOME: home, XDG_CACHE_HOME: home, XDG_RUNTIME_DIR: home }
    const child = spawn(command, args, { stdio: 'ignore', env: { ...process.env, ...homes }, detached: true })
    started.push(child)
    return child
  }
  const until = async (fits: () => Promise<boolean>) => {
    while (!(await fits())) await setTimeout(20, undefined, { signal: context.signal })
  }
  await until(async () => (await ewmh.screens(context)).length === monitors.length)
  const [command, ...args] = managers[manager]
  const running = start(command, ...args)
  await until(async () => (await ewmh.probe(context)).usable)
  const all = opened.move()
  return {
    context,
    display,
    manager: running,
    start,
    async windowsOf(processes) {
      const wanted = processes.map(({ pid }) => pid)
      let found: DesktopWindow[] = []
      await until(async () => {
        const windows = await ewmh.windows(context)
        found = wanted.flatMap((pid) => windows.filter(({ pids }) => pid !== undefined && pids.includes(pid)).slice(0, 1))
        const ended = processes.find(({ exitCode }) => exitCode !== null)
        if (ended && found.length < wanted.length) throw new Error(`${ended.spawnfile} ended without a window`)
        return found.length === wanted.length
      })
      return found
    },
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  }
}
