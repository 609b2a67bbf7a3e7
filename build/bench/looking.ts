import { freemem } from 'node:os'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { bounded } from './processes.ts'
import { result, type Line } from './report.ts'

const Looked = z.object({ kind: z.string(), count: z.int(), running: z.int(), share: z.number(), lookMs: z.number() })
type Looked = z.infer<typeof Looked>
const program = fileURLToPath(new URL('./looking-run.ts', import.meta.url))

/** Of an empty QEMU, so many at most; each takes about so much memory of its own. */
const QEMUS = { most: 300, bytes: 16 * 2 ** 20 }

/** What it costs to watch machines in which nothing happens: the share of one core that the engine takes. */
export async function looking(): Promise<Line> {
  const qemus = Math.max(20, Math.min(QEMUS.most, Math.floor(freemem() / 4 / QEMUS.bytes)))
  const sims = await looked('sim', 1_000)
  const real = await looked('qemu', qemus)
  const thousand = (real.share / real.count) * 1_000
  return {
    line: 'looking',
    title: 'Watching running machines while nothing changes: share of one core of the whole engine, with one client',
    results: [
      result('1,000 simulated machines that tell by themselves', '%', [sims.share], '<= 2'),
      result(`${real.count} QEMU processes over QMP`, '%', [real.share], '<= 2'),
      result('1,000 of them, if it grew with their number', '%', [thousand]),
      result('one look at one simulated machine, processor time', 'ms', [sims.lookMs]),
      result('one look at one QEMU, processor time', 'ms', [real.lookMs]),
    ],
    failed: sims.running < sims.count || real.running < real.count ? `only ${sims.running} and ${real.running} were seen up` : null,
    note: 'the QEMU processes have no machine in them (-machine none); each keeps one connection that tells; of more than 120 machines two are tried with their probes each second, however many there are',
  }
}

async function looked(kind: string, count: number): Promise<Looked> {
  let told = ''
  await bounded(400, process.execPath, [program, kind, String(count), '60'], process.env, (line) => {
    told = line
  })
  return Looked.parse(JSON.parse(told))
}
