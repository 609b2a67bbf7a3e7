import type { Composer } from '../../shared/contract/contract.ts'
import { ProblemError } from '../../shared/model/problem.ts'
import type { Workspace } from '../../shared/model/workspace.ts'

/** The workspace of that name or id. Rejects with `workspace.unknown`, naming those there are, or `workspace.ambiguous`. */
export async function findWorkspace(composer: Composer, wanted: string): Promise<Workspace> {
  const all = await workspaces(composer)
  const exact = all.filter(({ id, name }) => [id, id.replace('workspace:', ''), name].includes(wanted))
  const found = exact.length > 0 ? exact : all.filter(({ name }) => name.toLowerCase() === wanted.toLowerCase())
  const [only] = found
  if (only && found.length === 1) return only
  throw new ProblemError(found.length > 1 ? ambiguous(wanted, found) : unknown(wanted, all))
}

/** All workspaces, by name. */
export async function workspaces(composer: Composer): Promise<Workspace[]> {
  const { entries } = await composer['document.read']({})
  return entries.filter((entry) => entry.type === 'workspace').sort((a, b) => a.name.localeCompare(b.name))
}

const unknown = (wanted: string, all: readonly Workspace[]) => ({
  code: 'workspace.unknown',
  severity: 'error' as const,
  title: `There is no service-workspace "${wanted}"`,
  message: all.length > 0 ? `Known here: ${all.map(({ name }) => name).join(', ')}.` : 'None has been made or imported yet.',
  hint: 'Name one of those, or import a YAML file with: servicecomposer import FILE',
})

const ambiguous = (wanted: string, found: readonly Workspace[]) => ({
  code: 'workspace.ambiguous',
  severity: 'error' as const,
  title: `"${wanted}" is the name of ${found.length} service-workspaces`,
  message: `Their ids are ${found.map(({ id }) => id).join(', ')}.`,
  hint: 'Name one by its id.',
})
