import { spawn, type ChildProcess } from 'node:child_process'
import { chown, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { localShell } from '../../electron/sessions/local.ts'
import type { DesktopWindow } from '../../shared/plugin/desktop.ts'
import { sway } from '../sway/index.ts'
import { realContext, type RealContext } from './context.ts'
import { endGroup } from './end-group.ts'

const NOBODY = 65_534
const monitors = [
  { name: 'HEADLESS-1', size: '1920x1080', x: 0 },
  { name: 'HEADLESS-2', size: '1280x1024', x: 1920 },
  { name: 'HEADLESS-3', size: '1280x1024', x: 3200 },
]

/** A sway without a real screen, with three monitors; it and all that was started on it end with it. */
export interface SwayDesk extends AsyncDisposable {
  readonly context: RealContext
  start(command: string, ...args: readonly string[]): ChildProcess
  /** The windows of these processes, once there is one for each. */
  windowsOf(processes: readonly ChildProcess[]): Promise<DesktopWindow[]>
}

/** Opens one. SWAYSOCK names it in this process. Sway refuses to run as root, so then it runs as nobody. */
export async function openSwayDesk(): Promise<SwayDesk> {
  const home = await mkdtemp('/tmp/sc-sway-')
  const shell = localShell({ ...process.env, SERVICECOMPOSER_SCRATCH: join(home, 'work') })
  const context = realContext(shell)
  const isRoot = process.getuid?.() === 0
  const outputs = monitors.map(({ name, size, x }) => `output ${name} resolution ${size} position ${x} 0`)
  const config = join(home, 'config')
  await writeFile(config, ['xwayland disable', 'default_border normal 2', ...outputs, ''].join('\n'))
  if (isRoot) for (const path of [home, config]) await chown(path, NOBODY, NOBODY)
  const socket = join(home, 'sway')
  let display = ''
  const env = () => ({
    PATH: process.env['PATH'],
    HOME: home,
    XDG_RUNTIME_DIR: home,
    XDG_CONFIG_HOME: home,
    XDG_CACHE_HOME: home,
    LC_ALL: 'C.UTF-8',
    ...(display === ''
      ? { SWAYSOCK: socket, WLR_BACKENDS: 'headless', WLR_LIBINPUT_NO_DEVICES: '1', WLR_HEADLESS_OUTPUTS: '3', WLR_RENDERER: 'pixman' }
      : {}),
    ...(display !== '' && { WAYLAND_DISPLAY: display }),
  })
  const started: ChildProcess[] = []
  const start = (command: string, ...args: readonly string[]) => {
    const as = isRoot ? ['setpriv', `--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups', command] : [command]
    const [program = command, ...words] = [...as, ...args]
    const child = spawn(program, words, { stdio: 'ignore', env: env(), detached: true })
    started.push(child)
    return child
  }
  const desk: SwayDesk = {
    context,
    start,
    async windowsOf(processes) {
      for (;;) {
        const all = await sway.windows(context)
        const found = processes.flatMap(({ pid }) => all.filter(({ pids }) => pid !== undefined && pids.includes(pid)).slice(0, 1))
        if (found.length === processes.length) return found
        const ended = processes.find(({ exitCode }) => exitCode !== null)
        if (ended) throw new Error(`${ended.spawnfile} ended without a window`)
        await setTimeout(20, undefined, { signal: context.signal })
      }
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(started.reverse().map(endGroup))
      await shell[Symbol.asyncDispose]()
      await rm(home, { recursive: true, force: true, maxRetries: 5 })
    },
  }
  try {
    start('sway', '-c', config)
    process.env['SWAYSOCK'] = socket
    const isDisplay = (name: string) => /^wayland-\d+$/.test(name)
    while (!(await sway.probe(context)).usable || !(await readdir(home)).some(isDisplay))
      await setTimeout(20, undefined, { signal: context.signal })
    display = (await readdir(home)).find(isDisplay) ?? ''
    return desk
  } catch (cause) {
    await desk[Symbol.asyncDispose]()
    throw cause
  }
}
