import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { endMachinesBelow } from '../../electron/sessions/testing/left.ts'
import { freePorts } from '../../electron/sessions/testing/process.ts'
import { appliance } from '../appliance/build.mjs'
import { exampleText, PORTS } from '../examples/example.mjs'
import { cacheFolder, projectRoot } from '../setup/paths.mjs'
import { alternating, median } from './numbers.ts'
import { bounded, follow } from './processes.ts'
import { result, type Line } from './report.ts'

const NAMES = ['gis', 'circus', 'navigator'] as const
const WORKSPACE = 'workspace:circus-exploration'
const script = fileURLToPath(new URL('./launch.sh', import.meta.url))

/** The example, from `launch` to all ready, beside a shell script that starts the same machines and waits for the same answers. */
export async function launch(rounds = 5): Promise<Line> {
  // Short, because sockets are below it.
  const home = await mkdtemp('/tmp/sc-bench-')
  // With the cache that `npx servicecomposer` has; without its look whether the screen is built, which is not part of a launch.
  const env = { ...process.env, SERVICECOMPOSER_SCRATCH: home, NODE_COMPILE_CACHE: join(cacheFolder, 'compiled') }
  const guests = join(home, 'servicecomposer')
  try {
    const ports = await freePorts(PORTS.length)
    const file = join(home, 'example.yaml')
    await writeFile(file, await exampleText((await appliance()).folder, new Map(PORTS.map((port, at) => [port, ports[at] ?? port]))))
    const ours = commandLine(join(home, 'data'), env)
    await ours(['import', file])
    // The first launch warms the disk cache for both, and tells with which arguments the machines are started.
    await ours(['launch', WORKSPACE])
    const program = await noteArguments(guests, home)
    await ours(['stop', WORKSPACE])
    const pairs = NAMES.map((_, at) => `${ports[at]},${ports[at + NAMES.length]}`)

    const taken = await alternating(
      rounds,
      async () => {
        const told = await ours(['launch', WORKSPACE])
        const stop = await ours(['stop', WORKSPACE])
        return { ...told, stopMs: stop.ms }
      },
      async () => {
        const began = performance.now()
        await bounded(240, 'bash', [script, home, ...pairs], { ...env, QEMU: program })
        const ms = performance.now() - began
        await endMachinesBelow(home)
        return ms
      },
    )
    const mine = taken.a.map(({ ms }) => ms)
    const ratios = mine.map((ms, round) => ms / (taken.b[round] ?? Number.NaN))
    return {
      line: 'launch',
      title: 'Launch of Circus Exploration: three QEMU guests, to all ready',
      results: [
        result('servicecomposer launch ÷ shell script', 'x', ratios, '<= 1.15', median(mine) / median(taken.b)),
        result('servicecomposer launch', 'ms', mine),
        result(
          '  of that before the run begins',
          'ms',
          taken.a.map(({ beforeMs }) => beforeMs),
        ),
        result(
          '  of that the run',
          'ms',
          taken.a.map(({ runMs }) => runMs),
        ),
        result('hand-written parallel shell script', 'ms', taken.b),
        result(
          'the run ÷ shell script',
          'x',
          taken.a.map(({ runMs }, round) => runMs / (taken.b[round] ?? Number.NaN)),
        ),
        result(
          'servicecomposer stop',
          'ms',
          taken.a.map(({ stopMs }) => stopMs),
        ),
      ],
      failed: null,
      note: 'the ratio is that of the medians, its spread that of neighbouring rounds',
    }
  } finally {
    await endMachinesBelow(home)
    await rm(home, { recursive: true, force: true })
  }
}

/** What is read of the JSON lines that the command line prints. */
const Told = z.union([z.object({ type: z.enum(['run.began', 'run.ended']), at: z.number() }), z.object({ verdict: z.string() })])

/** The command line of the app, on a data folder of its own. */
const commandLine = (data: string, env: NodeJS.ProcessEnv) => async (words: readonly string[]) => {
  const times = { 'run.began': Number.NaN, 'run.ended': Number.NaN }
  const [wall, began] = [Date.now(), performance.now()]
  let ms = Number.NaN
  await follow(process.execPath, [join(projectRoot, 'electron', 'cli.ts'), ...words, '--json', '--data', data], env, (line) => {
    const told = Told.safeParse(JSON.parse(line)).data
    if (told && 'type' in told) times[told.type] = told.at
    else if (told) ms = performance.now() - began
  })
  return { ms, beforeMs: times['run.began'] - wall, runMs: times['run.ended'] - times['run.began'] }
}

const Note = z.object({ name: z.string() })

/** Writes down what the running machines were started with, placed into folders of the script's own. Gives the program. */
export async function noteArguments(guests: string, home: string): Promise<string> {
  let program = ''
  for (const entry of await readdir(guests)) {
    const folder = join(guests, entry)
    const { name } = Note.parse(JSON.parse(await readFile(join(folder, 'machine.json'), 'utf8')))
    const pid = (await readFile(join(folder, 'pid'), 'utf8')).trim()
    const [command = '', ...args] = (await readFile(`/proc/${pid}/cmdline`, 'utf8')).split('\0').slice(0, -1)
    program = command
    await mkdir(join(home, name))
    const placed = args.map((word) => word.replaceAll(folder, join(home, name)))
    await writeFile(join(home, `${name}.args`), placed.map((word) => `${word}\n`).join(''))
  }
  if (program === '') throw new Error(`no machine was started below ${basename(guests)}`)
  return program
}
