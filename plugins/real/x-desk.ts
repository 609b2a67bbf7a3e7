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
  start(command: string, ...args: readonly string[]): ChildProcess
  /** The windows of these processes, once there is one for each. */
  windowsOf(processes: readonly ChildProcess[]): Promise<DesktopWindow[]>
}

/** Opens one with four desktops. It is the process's own: DISPLAY names it until the next one is opened. */
export async function openXDesk(manager: Manager | null, serverArgs: readonly string[] = []): Promise<XDesk> {
  const home = await mkdtemp('/tmp/sc-desk-')
  const shell = localShell({ ...process.env, SERVICECOMPOSER_SCRATCH: home })
  const context = realContext(shell)
  const started: ChildProcess[] = []
  const env = () => ({
    ...process.env,
    HOME: home,
    XDG_CONFIG_HOME: home,
    XDG_CACHE_HOME: home,
    XDG_RUNTIME_DIR: home,
    XAUTHORITY: process.env['XAUTHORITY'] ?? '',
  })
  const start = (command: string, ...args: readonly string[]) => {
    const child = spawn(command, args, { stdio: 'ignore', env: env(), detached: true })
    started.push(child)
    return child
  }
  const server = await startXServer(home, monitors, serverArgs)
  process.env['DISPLAY'] = server.display
  delete process.env['WAYLAND_DISPLAY']
  const desk: XDesk = {
    context,
    display: server.display,
    start,
    async windowsOf(processes) {
      const wanted = processes.map(({ pid }) => pid)
      for (;;) {
        const all = await ewmh.windows(context)
        const found = wanted.flatMap((pid) => all.filter(({ pids }) => pid !== undefined && pids.includes(pid)).slice(0, 1))
        if (found.length === wanted.length) return found
        const ended = processes.find(({ exitCode }) => exitCode !== null)
        if (ended) throw new Error(`${ended.spawnfile} ended without a window`)
        await setTimeout(20, undefined, { signal: context.signal })
      }
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(started.reverse().map(endGroup))
      await server[Symbol.asyncDispose]()
      await shell[Symbol.asyncDispose]()
      await rm(home, { recursive: true, force: true, maxRetries: 5 })
    },
  }
  try {
    await setUp(desk, manager)
    return desk
  } catch (cause) {
    await desk[Symbol.asyncDispose]()
    throw cause
  }
}

async function setUp({ context, start }: XDesk, manager: Manager | null): Promise<void> {
  while ((await ewmh.screens(context)).length < monitors.length) await setTimeout(20, undefined, { signal: context.signal })
  if (manager === null) return
  const [command, ...args] = managers[manager]
  start(command, ...args)
  while (!(await ewmh.probe(context)).usable) await setTimeout(20, undefined, { signal: context.signal })
}
