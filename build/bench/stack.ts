import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { endMachinesBelow } from '../../electron/sessions/testing/left.ts'
import { freePorts } from '../../electron/sessions/testing/process.ts'
import { whereIs } from '../appliance/tools.mjs'
import { cacheFolder } from '../setup/paths.mjs'
import { say } from '../setup/say.mjs'
import { interruption } from './interruption.ts'
import { noteArguments } from './launch.ts'
import { median } from './numbers.ts'
import { result, type Line, type Result } from './report.ts'
import { libvirt, type Libvirt } from './stack/libvirt.ts'
import { command, type Launched } from './stack/ours.ts'
import { make, pool, shellScript, type Rival } from './stack/rivals.ts'
import { images, stackText, tree, type PortsOf } from './stack/tree.ts'

const WORKSPACE = 'workspace:stack'

/** Twelve guests in three layers, from the command to all ready, beside what people use instead. */
export async function stack(rounds = 3): Promise<Line> {
  // Short, because sockets are below it.
  const home = await mkdtemp('/tmp/sc-bench-')
  const env = { ...process.env, SERVICECOMPOSER_SCRATCH: home, NODE_COMPILE_CACHE: join(cacheFolder, 'compiled') }
  const guests = join(home, 'servicecomposer')
  const data = join(home, 'data')
  const ours = (...words: readonly string[]) => command(words, data, env)
  const remarks: string[] = []
  let virsh: Libvirt | null = null
  try {
    const ports = await portsOfAll()
    await mkdir(join(home, 'images'))
    const made = await images(join(home, 'images'))
    const file = join(home, 'stack.yaml')
    await writeFile(file, stackText(made, ports))
    await ours('import', file)
    // The first launch warms the disk cache for all, and tells with which arguments the machines are started.
    await ours('launch', WORKSPACE)
    const program = await noteArguments(guests, home)
    await ours('stop', WORKSPACE)
    await Promise.all(
      tree.map(({ name, serves }) => writeFile(join(home, `${name}.ports`), `${ports(name).ssh}${serves ? ` ${ports(name).http}` : ''}\n`)),
    )

    const theirEnv = { ...env, QEMU: program }
    const restarts: number[] = []
    const rivals: Rival[] = [shellScript(home, theirEnv), pool(home, theirEnv, (count) => restarts.push(count))]
    if (await whereIs('make')) rivals.push(await make(home, theirEnv))
    else remarks.push('make was not measured: apt-get install make')
    if ((await whereIs('virsh')) && (await whereIs('libvirtd'))) {
      virsh = await libvirt(home, { images: made, ports, program: (await whereIs(program)) ?? program }, theirEnv)
      rivals.push(virsh)
    } else remarks.push('libvirt was not measured: apt-get install libvirt-daemon libvirt-clients libvirt-daemon-driver-qemu')

    const mine: Launched[] = []
    const stops: number[] = []
    const theirs = new Map<Rival, number[]>(rivals.map((rival) => [rival, []]))
    for (let round = 0; round < rounds; round++) {
      // Whoever comes first in a round comes last in another.
      const turn = [null, ...rivals]
      for (const rival of [...turn.slice(round % turn.length), ...turn.slice(0, round % turn.length)]) {
        say(`  round ${round + 1} of ${rounds}: ${rival?.title ?? 'servicecomposer'} …`)
        if (rival === null) {
          mine.push(await ours('launch', WORKSPACE))
          stops.push((await ours('stop', WORKSPACE)).runMs)
        } else {
          const taken = await upAndDown(rival)
          interruption.throwIfAborted()
          if (typeof taken === 'number') theirs.get(rival)?.push(taken)
          else remarks.push(`in round ${round + 1} "${rival.title}" did not get all up: ${taken.message.split('\n')[0]}`)
        }
      }
    }
    const walls = mine.map(({ ms }) => ms)
    return {
      line: 'stack',
      title: 'A stack of twelve QEMU guests in three layers (1, 3, 8), to all ready',
      results: [
        result(
          'makespan ÷ critical path',
          'x',
          mine.map(({ runMs, criticalMs }) => runMs / criticalMs),
          '<= 1.1',
        ),
        result('servicecomposer launch', 'ms', walls),
        result(
          '  of that the run',
          'ms',
          mine.map(({ runMs }) => runMs),
        ),
        ...[...theirs].flatMap(([{ title }, times]) => (times.length === 0 ? [] : beside(title, times, mine))),
        result('servicecomposer stop, top first', 'ms', stops),
      ],
      failed: null,
      note: [...remarks, VAGRANT, `the pool started ${median(restarts)} of 12 twice`, CORES].join('; '),
    }
  } finally {
    await virsh?.down()
    await virsh?.end()
    await endMachinesBelow(home)
    await rm(home, { recursive: true, force: true })
  }
}

const VAGRANT =
  'vagrant was not measured: its libvirt provider did not bring up four guests at a time reliably where this was tried, and what it starts them by is measured above'
const CORES =
  'emulated guests want more processor than there is, so who waits for nothing keeps it busy and wins little; the ratios are those of the medians'

/** How long another way took, and how we compare: from the command on, and for who has the app open already. */
function beside(title: string, times: readonly number[], mine: readonly Launched[]): Result[] {
  const walls = mine.map(({ ms }) => ms)
  const runs = mine.map(({ runMs }) => runMs)
  const each = (own: readonly number[]) => times.map((ms, round) => (own[round] ?? Number.NaN) / ms)
  return [
    result(title, 'ms', times),
    result('  servicecomposer launch ÷ that', 'x', each(walls), '<= 1', median(walls) / median(times)),
    result('  the run ÷ that', 'x', each(runs), null, median(runs) / median(times)),
  ]
}

/** How long it took, in ms; or why it did not get there. */
async function upAndDown(rival: Rival): Promise<number | Error> {
  const began = performance.now()
  try {
    await rival.up()
    return performance.now() - began
  } catch (cause) {
    return cause instanceof Error ? cause : new Error(String(cause))
  } finally {
    await rival.down()
  }
}

async function portsOfAll(): Promise<PortsOf> {
  const all = await freePorts(2 * tree.length)
  const byName = new Map(tree.map(({ name }, at) => [name, { ssh: all[2 * at] ?? 0, http: all[2 * at + 1] ?? 0 }]))
  return (name) => byName.get(name) ?? { ssh: 0, http: 0 }
}
