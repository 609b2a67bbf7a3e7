import { stateOf } from '../../shared/logic/workspace-state.ts'
import type { Goal } from '../../shared/model/plan.ts'
import type { Problem } from '../../shared/model/problem.ts'
import { findWorkspace, workspaces } from './find.ts'
import { readText } from './from-file.ts'
import type { Interrupts } from './interrupts.ts'
import type { Line } from './line.ts'
import { EXIT, type ExitCode, type Output } from './output.ts'
import { partOf, type PartWords } from './part.ts'

/** What every verb is given. */
export interface Tools {
  readonly line: Line
  readonly output: Output
  readonly interrupts: Interrupts
  /** Writes a file that must not be there yet, unless `replace`. */
  writeNew(path: string, text: string, how: { replace: boolean }): Promise<void>
  /** Opens a link in the browser of this desktop. */
  browse(link: string): Promise<void>
}

/** Shows what an act would do, and does nothing. */
export async function plan({ line, output }: Tools, wanted: string, goal: Goal, words: PartWords): Promise<ExitCode> {
  const workspace = await findWorkspace(line.composer, wanted)
  const part = await partOf(line.composer, workspace, words)
  const made = await line.composer['plan.make']({ workspace: workspace.id, goal, ...part })
  output.result(made, made.text)
  if (!output.json) made.problems.forEach(output.problem)
  return made.problems.some(blocks) ? EXIT.failed : EXIT.done
}

/** The condition of every machine of one workspace, or of all, as it is now. */
export async function status({ line, output }: Tools, wanted: string | undefined): Promise<ExitCode> {
  const chosen = wanted === undefined ? await workspaces(line.composer) : [await findWorkspace(line.composer, wanted)]
  const { entries } = await line.composer['document.read']({})
  const names = new Map(entries.flatMap((entry) => (entry.type === 'service' ? entry.components : [])).map(({ id, name }) => [id, name]))
  const looked = await Promise.all(
    chosen.map(async ({ id, name }) => {
      const { seen } = await line.composer['workspace.look']({ workspace: id })
      return { workspace: id, name, state: stateOf(seen.map(({ condition }) => condition)), seen }
    }),
  )
  const lines = looked.flatMap(({ name, state, seen }) => [
    `${name}: ${state}`,
    ...seen.map(({ component, condition, note }) =>
      `  ${(names.get(component) ?? component).padEnd(24)} ${condition.padEnd(9)} ${note ?? ''}`.trimEnd(),
    ),
  ])
  output.result(looked, lines.join('\n') || NONE)
  return EXIT.done
}

/** The names of all workspaces. */
export async function list({ line, output }: Tools): Promise<ExitCode> {
  const all = await workspaces(line.composer)
  const lines = all.map(({ id, name, starred }) => `${starred ? '*' : ' '} ${name.padEnd(32)} ${id}`)
  output.result(
    all.map(({ id, name, starred, tags }) => ({ id, name, starred, tags })),
    lines.join('\n') || NONE,
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
  const { edit, workspaces: found, problems } = await line.composer['document.import']({ text: await readText(file), dry })
  const blocked = problems.some(blocks)
  const changes = Object.keys(edit).length
  const done = `${dry ? 'Would change' : 'Changed'} ${changes} ${changes === 1 ? 'entry' : 'entries'}.`
  output.result(
    { edit, workspaces: found, problems },
    blocked ? '' : changes === 0 ? 'Nothing to change: all of it is there already.' : done,
  )
  if (!output.json) problems.forEach(output.problem)
  return blocked ? EXIT.failed : EXIT.done
}

/** Brings the window of the running app to the front; one that is shown in a browser gets a new tab. */
export async function show({ line, output, browse }: Tools): Promise<ExitCode> {
  const { desk } = await line.composer['app.info']({})
  await line.composer['app.show']({})
  const link = desk === 'browser' || desk === 'none' ? line.shared?.link : undefined
  output.result({ desk, ...(link !== undefined && { link }) }, link ?? '')
  if (link === undefined) return EXIT.done
  await browse(link).catch((cause: unknown) => output.aside(`No browser could be started (${String(cause)}): open this link in one.`))
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

const NONE = 'No service-workspaces yet. Import one with: servicecomposer import FILE'
const blocks = ({ severity }: Problem) => severity === 'error'
