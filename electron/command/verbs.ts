import { readFile } from 'node:fs/promises'
import type { Goal } from '../../shared/model/plan.ts'
import { ProblemError, type Problem } from '../../shared/model/problem.ts'
import type { Workspace } from '../../shared/model/workspace.ts'
import { findWorkspace, workspaces } from './find.ts'
import { follow, type Interrupts } from './follow.ts'
import type { Line } from './line.ts'
import { EXIT, type ExitCode, type Output } from './output.ts'

/** What every verb is given. */
export interface Tools {
  readonly line: Line
  readonly output: Output
  readonly interrupts: Interrupts
  /** Writes a file that must not be there yet, unless `replace`. */
  writeNew(path: string, text: string, how: { replace: boolean }): Promise<void>
}

/** Starts (`up`) or takes down (`down`) a workspace and follows it to the end. */
export async function drive({ line, output, interrupts }: Tools, wanted: string, goal: Goal): Promise<ExitCode> {
  const workspace = await fileOrName(line, output, wanted)
  const { plan, digest, problems, text } = await line.composer['plan.make']({ workspace: workspace.id, goal })
  output.progress({ plan, digest, problems }, plan.steps.length > 0 ? text : null)
  if (tellAll(output, problems)) return EXIT.failed
  if (plan.steps.length === 0) {
    output.progress({ verdict: 'done' }, `${workspace.name} is already ${goal === 'up' ? 'up' : 'down'}.`)
    return EXIT.done
  }
  const verdict = await follow(line, output, interrupts, plan, () => line.composer['run.start']({ workspace: workspace.id, goal, digest }))
  output.progress(
    { verdict },
    verdict === 'done' ? `${workspace.name} is ${goal === 'up' ? 'up' : 'down'}.` : `${workspace.name}: ${verdict}.`,
  )
  return verdict === 'done' ? EXIT.done : verdict === 'cancelled' ? EXIT.cancelled : EXIT.failed
}

/** Shows what a start or a stop would do, and does nothing. */
export async function plan({ line, output }: Tools, wanted: string, goal: Goal): Promise<ExitCode> {
  const workspace = await findWorkspace(line.composer, wanted)
  const made = await line.composer['plan.make']({ workspace: workspace.id, goal })
  output.result(made, made.text || `Nothing to do: ${workspace.name} is already ${goal === 'up' ? 'up' : 'down'}.`)
  return !output.json && tellAll(output, made.problems) ? EXIT.failed : made.problems.some(blocks) ? EXIT.failed : EXIT.done
}

/** The condition of every machine of one workspace, or of all. */
export async function status({ line, output }: Tools, wanted: string | undefined): Promise<ExitCode> {
  const chosen = wanted === undefined ? await workspaces(line.composer) : [await findWorkspace(line.composer, wanted)]
  const { entries } = await line.composer['document.read']({})
  const names = new Map(entries.flatMap((entry) => (entry.type === 'service' ? entry.components : [])).map(({ id, name }) => [id, name]))
  const looked = await Promise.all(
    chosen.map(async ({ id, name }) => ({ workspace: id, name, ...(await line.composer['workspace.look']({ workspace: id })) })),
  )
  const lines = looked.flatMap(({ name, seen }) => [
    name,
    ...seen.map(({ component, condition, note }) =>
      `  ${(names.get(component) ?? component).padEnd(24)} ${condition.padEnd(9)} ${note ?? ''}`.trimEnd(),
    ),
  ])
  output.result(looked, lines.join('\n') || 'No service-workspaces yet.')
  return EXIT.done
}

/** The names of all workspaces. */
export async function list({ line, output }: Tools): Promise<ExitCode> {
  const all = await workspaces(line.composer)
  const lines = all.map(({ id, name, starred }) => `${starred ? '*' : ' '} ${name.padEnd(32)} ${id}`)
  output.result(
    all.map(({ id, name, starred, tags }) => ({ id, name, starred, tags })),
    lines.join('\n') || 'No service-workspaces yet. Import one with: servicecomposer import FILE',
  )
  return EXIT.done
}

/** Writes a workspace (or everything) as YAML, to a file or to the output. */
export async function exportText(
  { line, output, writeNew }: Tools,
  wanted: string | undefined,
  file: string | undefined,
  replace: boolean,
): Promise<ExitCode> {
  const ids = wanted === undefined ? [] : [(await findWorkspace(line.composer, wanted)).id]
  const { text } = await line.composer['document.export']({ ids })
  if (file === undefined) output.result({ text }, text.trimEnd())
  else {
    await writeNew(file, text, { replace })
    output.result({ file }, `Written to ${file}.`)
  }
  return EXIT.done
}

/** Takes in a YAML file, all of it or nothing. */
export async function importFile({ line, output }: Tools, file: string, dry: boolean): Promise<ExitCode> {
  const { edit, workspaces: found, problems } = await line.composer['document.import']({ text: await read(file), dry })
  const blocked = problems.some(blocks)
  const changes = Object.keys(edit).length
  output.result(
    { edit, workspaces: found, problems },
    blocked ? '' : `${dry ? 'Would change' : 'Changed'} ${changes} ${changes === 1 ? 'entry' : 'entries'}.`,
  )
  if (!output.json) tellAll(output, problems)
  return blocked ? EXIT.failed : EXIT.done
}

/** Brings the window of the running app to the front. */
export async function show({ line, output }: Tools): Promise<ExitCode> {
  await line.composer['app.show']({})
  output.result({}, '')
  return EXIT.done
}

/** What works on this computer and what is missing. */
export async function doctor({ line, output }: Tools): Promise<ExitCode> {
  const { checks } = await line.composer['app.doctor']({})
  const lines = checks.map(
    ({ name, state, found, hint }) => `${state.padEnd(8)} ${name.padEnd(20)} ${found}${hint ? `\n${' '.repeat(30)}${hint}` : ''}`,
  )
  output.result(checks, lines.join('\n'))
  return checks.some(({ state }) => state === 'missing') ? EXIT.failed : EXIT.done
}

/** A saved name, or a YAML file that is taken in first and must hold exactly one workspace. */
async function fileOrName(line: Line, output: Output, wanted: string): Promise<Workspace> {
  if (!/\.ya?ml$/i.test(wanted)) return findWorkspace(line.composer, wanted)
  const { workspaces: found, problems } = await line.composer['document.import']({ text: await read(wanted) })
  const [id] = found
  const errors = problems.filter(blocks)
  if (errors[0]) {
    for (const problem of errors.slice(1)) output.problem(problem)
    throw new ProblemError(errors[0])
  }
  if (id === undefined || found.length > 1) throw new ProblemError(notOne(wanted, found))
  return findWorkspace(line.composer, id)
}

async function read(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (cause) {
    throw new ProblemError(unreadable(file, cause), { cause })
  }
}

const blocks = ({ severity }: Problem) => severity === 'error'

/** Prints all problems; true when one of them blocks. */
function tellAll(output: Output, problems: readonly Problem[]): boolean {
  for (const problem of problems) output.problem(problem)
  return problems.some(blocks)
}

const unreadable = (file: string, cause: unknown): Problem => ({
  code: 'file.unreadable',
  severity: 'error',
  title: `${file} cannot be read`,
  message: cause instanceof Error ? cause.message : String(cause),
  hint: 'Check the path and its permissions.',
})

const notOne = (file: string, found: readonly string[]): Problem => ({
  code: 'file.workspaces',
  severity: 'error',
  title: `${file} does not say which service-workspace to start`,
  message: found.length === 0 ? 'It holds none.' : `It holds ${found.join(', ')}.`,
  hint: 'Import it, then launch one of its service-workspaces by name.',
})
