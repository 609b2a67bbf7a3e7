import { spawn, type ChildProcess } from 'node:child_process'
import { copyFile, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout } from 'node:timers/promises'
import { localShell } from '../../electron/sessions/local.ts'
import type { DesktopWindow } from '../../shared/plugin/desktop.ts'
import { kwin } from '../kwin/index.ts'
import { realContext, type RealContext } from './context.ts'
import { endGroup } from './end-group.ts'

/** KWin on Wayland without a real screen, with three monitors and a session bus of its own; all of it ends with it. */
export interface KwinDesk extends AsyncDisposable {
  readonly context: RealContext
  start(command: string, ...args: readonly string[]): ChildProcess
  /** The windows of these processes, once there is one for each. */
  windowsOf(processes: readonly ChildProcess[]): Promise<DesktopWindow[]>
}

/** Opens one. DBUS_SESSION_BUS_ADDRESS names its bus in this process. */
export async function openKwinDesk(): Promise<KwinDesk> {
  await using opened = new AsyncDisposableStack()
  const home = await mkdtemp('/tmp/sc-kwin-')
  opened.defer(() => rm(home, { recursive: true, force: true, maxRetries: 5 }))
  const shell = opened.use(localShell({ ...process.env, SERVICECOMPOSER_SCRATCH: home }))
  const context = realContext(shell)
  const started: ChildProcess[] = []
  opened.defer(async () => void (await Promise.all(started.reverse().map(endGroup))))
  const env: NodeJS.ProcessEnv = {
    PATH: process.env['PATH'],
    HOME: home,
    XDG_RUNTIME_DIR: home,
    XDG_CONFIG_HOME: home,
    XDG_CACHE_HOME: home,
    XDG_DATA_HOME: home,
    LC_ALL: 'C.UTF-8',
    GDK_BACKEND: 'wayland',
    NO_AT_BRIDGE: '1',
  }
  const bus = spawn('dbus-daemon', ['--session', '--nofork', '--print-address=1', `--address=unix:path=${home}/bus`], {
    stdio: ['ignore', 'pipe', 'ignore'],
    env,
    detached: true,
  })
  started.push(bus)
  for await (const line of createInterface({ input: bus.stdout })) {
    process.env['DBUS_SESSION_BUS_ADDRESS'] = line
    env['DBUS_SESSION_BUS_ADDRESS'] = line
    break
  }
  const start = (command: string, ...args: readonly string[]) => {
    const child = spawn(command, args, { stdio: 'ignore', env: { ...env }, detached: true })
    started.push(child)
    return child
  }
  const until = async (fits: () => Promise<boolean>) => {
    while (!(await fits())) await setTimeout(50, undefined, { signal: context.signal })
  }
  // The program asks for a right that not every computer can give; a copy does not. It must keep its name, by which it knows itself.
  await mkdir(join(home, 'bin'))
  const program = join(home, 'bin', 'kwin_wayland')
  await copyFile((await shell.run('which', ['kwin_wayland'])).stdout.trim(), program)
  start(program, '--virtual', '--width', '1920', '--height', '1080', '--output-count', '3', '--socket', 'wayland-7', '--no-lockscreen')
  await until(async () => (await kwin.probe(context)).usable && (await readdir(home)).includes('wayland-7'))
  env['WAYLAND_DISPLAY'] = 'wayland-7'
  const all = opened.move()
  return {
    context,
    start,
    async windowsOf(processes) {
      let found: DesktopWindow[] = []
      await until(async () => {
        const windows = await kwin.windows(context)
        found = processes.flatMap(({ pid }) => windows.filter(({ pids }) => pid !== undefined && pids.includes(pid)).slice(0, 1))
        return found.length === processes.length
      })
      return found
    },
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  }
}
