import { readFile } from 'node:fs/promises'
import type { Composer } from '../../shared/contract/contract.ts'
import { ProblemError, type Problem } from '../../shared/model/problem.ts'
import type { Workspace } from '../../shared/model/workspace.ts'
import { findWorkspace } from './find.ts'

/**
 * A saved name, or a YAML file that holds exactly one workspace. With `takeIn` such a file is imported first. Rejects with
 * `workspace.unknown`, `file.unreadable`, `file.refused`, `file.workspaces`.
 */
export async function fileOrName(composer: Composer, wanted: string, { takeIn }: { takeIn: boolean }): Promise<Workspace> {
  if (!/\.ya?ml$/i.test(wanted)) return findWorkspace(composer, wanted)
  const { workspaces, problems } = await composer['document.import']({ text: await readText(wanted), dry: !takeIn })
  const errors = problems.filter(({ severity }) => severity === 'error')
  if (errors.length > 0) throw new ProblemError(refused(wanted, errors))
  const [id] = workspaces
  if (id === undefined || workspaces.length > 1) throw new ProblemError(notOne(wanted, workspaces))
  return findWorkspace(composer, id)
}

/** Rejects with `file.unreadable`. */
export async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (cause) {
    throw new ProblemError(unreadable(file, cause), { cause })
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'There is no such file.',
  EISDIR: 'It is a folder.',
  EACCES: 'You may not read it.',
}

const unreadable = (file: string, cause: unknown): Problem => ({
  code: 'file.unreadable',
  severity: 'error',
  title: `${file} cannot be read`,
  message: (cause instanceof Error && 'code' in cause && REASONS[String(cause.code)]) || String(cause),
  hint: 'Check the path and its permissions.',
})

/** One bad field is told as it is; several in one problem, each on its line. */
const refused = (file: string, errors: readonly Problem[]): Problem => {
  const [first] = errors
  if (first && errors.length === 1) return first
  return {
    code: 'file.refused',
    severity: 'error',
    title: `${file} cannot be used`,
    message: errors.map(({ message }) => message).join('\n  '),
    hint: errors.find(({ hint }) => hint)?.hint ?? 'Correct these fields; nothing was changed.',
  }
}

const notOne = (file: string, found: readonly string[]): Problem => ({
  code: 'file.workspaces',
  severity: 'error',
  title: `${file} does not say which service-workspace is meant`,
  message: found.length === 0 ? 'It holds none.' : `It holds ${found.join(', ')}.`,
  hint: 'Import it, then name one of its service-workspaces.',
})
