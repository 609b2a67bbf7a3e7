import { chainOf } from '../../shared/logic/retry.ts'
import { ProblemError, type Problem } from '../../shared/model/problem.ts'
import type { RunRecord } from '../../shared/model/run.ts'
import { CODES, driveTo } from './drive.ts'
import { findWorkspace, workspaces } from './find.ts'
import { follow } from './follow.ts'
import { EXIT, type ExitCode } from './output.ts'
import { partOf, type PartWords } from './part.ts'
import type { Tools } from './verbs.ts'

const SHOWN = 20
const KNOWN = 500

/** The last runs, newest first: when, what, how it ended, and what became of it. */
export async function runs({ line, output }: Tools, wanted: string | undefined): Promise<ExitCode> {
  const names = new Map((await workspaces(line.composer)).map(({ id, name }) => [id, name]))
  const chosen = wanted === undefined ? null : (await findWorkspace(line.composer, wanted)).id
  const all = (await line.composer['runs.list']({ limit: KNOWN })).runs
  const shown = all.filter(({ workspace }) => chosen === null || workspace === chosen).slice(0, SHOWN)
  const rows = shown.map(({ id, workspace, plan, began, verdict, followUp, steps }) => {
    const failed = Object.values(steps).filter(({ status }) => status === 'failed').length
    const end = [verdict ?? 'going on', ...(failed > 0 ? [`${failed} failed`] : []), ...(followUp ? [followUp] : [])].join(', ')
    return `${id}  ${new Date(began).toLocaleString('sv-SE')}  ${plan.goal.padEnd(7)} ${names.get(workspace) ?? workspace}: ${end}`
  })
  output.result(
    shown.map(({ plan, ...run }) => ({ ...run, goal: plan.goal })),
    rows.join('\n') || 'Nothing has run yet.',
  )
  return EXIT.done
}

/** Does what a run that did not end well had left to do: `retried` where it failed, `continued` where it was cut off. */
export async function goOn(tools: Tools, wanted: string, how: 'retried' | 'continued', words: PartWords): Promise<ExitCode> {
  const { line } = tools
  const { record, byId } = await findRun(tools, wanted)
  const workspace = await findWorkspace(line.composer, record.workspace)
  const { overrides, dependants } = await partOf(line.composer, workspace, words)
  const { goal } = record.plan
  const earlier = chainOf(record, (id) => byId.get(id) ?? null).length
  const wish = { goal, only: record.only && [...record.only], overrides, dependants }
  return driveTo(tools, workspace, wish, { onFailure: record.onFailure, follows: { run: record.id, how }, earlier })
}

/** Undoes what a run did, top first. */
export async function takeBack(tools: Tools, wanted: string): Promise<ExitCode> {
  const { line, output, interrupts } = tools
  const { record } = await findRun(tools, wanted)
  const { verdict, problems } = await follow(line, output, interrupts, { plan: record.plan, onFailure: 'keep' }, () =>
    line.composer['run.takeBack']({ run: record.id }),
  )
  output.progress({ verdict, problems }, verdict === 'done' ? 'It is taken back.' : `Taking back: ${verdict}.`)
  return CODES[verdict]
}

/** Leaves everything as it is; the run is not offered for anything any more. */
export async function leave(tools: Tools, wanted: string): Promise<ExitCode> {
  const { record } = await findRun(tools, wanted)
  await tools.line.composer['run.leave']({ run: record.id })
  tools.output.result({ run: record.id, followUp: 'left' }, 'It is left as it is.')
  return EXIT.done
}

/** The run of that id, or of the only id that begins so; `last` is the newest. Rejects with `run.unknown`. */
async function findRun({ line }: Tools, wanted: string): Promise<{ record: RunRecord; byId: ReadonlyMap<string, RunRecord> }> {
  const all = (await line.composer['runs.list']({ limit: KNOWN })).runs
  const fits =
    wanted === 'last' ? all.slice(0, 1) : all.filter(({ id }) => id.startsWith(wanted) || id.slice('run:'.length).startsWith(wanted))
  const [record] = fits
  if (!record || fits.length > 1) throw new ProblemError(unknownRun(wanted, fits.length))
  return { record, byId: new Map(all.map((run) => [run.id, run])) }
}

const unknownRun = (wanted: string, count: number): Problem => ({
  code: 'run.unknown',
  severity: 'error',
  title: count > 1 ? `${count} runs begin with "${wanted}"` : `There is no run "${wanted}"`,
  message: count > 1 ? 'It is not clear which of them is meant.' : 'It is not among the runs that were kept.',
  hint: 'List them with: servicecomposer runs',
})
