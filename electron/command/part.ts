import type { Composer, In } from '../../shared/contract/contract.ts'
import { fromHere } from '../../shared/logic/from-here.ts'
import { machinesOf } from '../../shared/logic/machines-of.ts'
import { membersOf, type Member } from '../../shared/logic/members.ts'
import type { Entry } from '../../shared/model/document.ts'
import type { ComponentId } from '../../shared/model/id.ts'
import { CheckName, type Override } from '../../shared/model/override.ts'
import { ProblemError, type Problem } from '../../shared/model/problem.ts'
import type { Workspace } from '../../shared/model/workspace.ts'

/** What may be said of a part on the command line, in words. */
export interface PartWords {
  /** These components alone. */
  readonly only?: readonly string[]
  /** These, and everything above them. */
  readonly from?: readonly string[]
  /** `memory:web`, or `memory` for every component. */
  readonly override?: readonly string[]
  readonly withDependants?: boolean
}

/** The same as a plan is asked for. Rejects with `component.unknown`, `component.ambiguous`, `override.unknown`. */
export async function partOf(
  composer: Composer,
  workspace: Workspace,
  words: PartWords,
): Promise<Required<Pick<In<'plan.make'>, 'only' | 'overrides' | 'dependants'>>> {
  const { only = [], from = [], override = [], withDependants = false } = words
  const dependants = withDependants ? 'stop' : 'refuse'
  if (only.length + from.length + override.length === 0) return { only: null, overrides: [], dependants }
  const parts = await componentsOf(composer, workspace)
  const named = (names: readonly string[]) => names.map((name) => parts.find(name))
  const meant = [...named(only), ...fromHere(parts.members, parts.machines(named(from)))]
  return {
    only: only.length + from.length === 0 ? null : [...new Set(meant)],
    overrides: override.flatMap((text) => overrideOf(text, parts)),
    dependants,
  }
}

interface Parts {
  readonly members: readonly Member[]
  /** The component of that name or id. Throws. */
  find(name: string): ComponentId
  /** The machines that components stand for, references to services among them. */
  machines(ids: readonly ComponentId[]): ComponentId[]
}

/** The components that a workspace reaches, its references among them. */
export async function componentsOf(composer: Composer, workspace: Workspace): Promise<Parts> {
  const { entries } = await composer['document.read']({})
  const byId = new Map(entries.map((entry): [string, Entry] => [entry.id, entry]))
  const { members } = membersOf(workspace, byId)
  const names = new Map<ComponentId, string>()
  const entered = new Set<string>()
  const enter = (id: string): void => {
    const service = byId.get(id)
    if (service?.type !== 'service' || entered.has(id)) return
    entered.add(id)
    for (const { id: component, name, is } of service.components) {
      names.set(component, name)
      if ('service' in is) enter(is.service)
    }
  }
  workspace.services.forEach(enter)
  return {
    members,
    machines: (ids) => machinesOf(byId, ids),
    find(wanted) {
      const fits = [...names].filter(([id, name]) => [id, id.slice('component:'.length), name].includes(wanted))
      const exact = fits.filter(([id]) => id === wanted)
      const [only, ...more] = exact.length > 0 ? exact : fits
      if (only && more.length === 0) return only[0]
      throw new ProblemError(
        only
          ? ambiguous(
              wanted,
              [only, ...more].map(([id]) => id),
            )
          : unknown(wanted, workspace, [...names.values()]),
      )
    },
  }
}

function overrideOf(text: string, parts: Parts): Override[] {
  const [check = '', ...rest] = text.split(':')
  const known = CheckName.safeParse(check)
  if (!known.success) throw new ProblemError(noCheck(text))
  const all = rest.length === 0 ? parts.members.map(({ component }) => component.id) : [parts.find(rest.join(':'))]
  return all.map((component) => ({ check: known.data, component }))
}

const MOST_NAMED = 20

const unknown = (wanted: string, { name }: Workspace, known: readonly string[]): Problem => ({
  code: 'component.unknown',
  severity: 'error',
  title: `${name} has no component "${wanted}"`,
  message:
    known.length > 0
      ? `It has ${known.slice(0, MOST_NAMED).join(', ')}${known.length > MOST_NAMED ? ` and ${known.length - MOST_NAMED} more` : ''}.`
      : 'It has none at all.',
  hint: 'Name one of its components, or one by its id.',
})
const ambiguous = (wanted: string, ids: readonly string[]): Problem => ({
  code: 'component.ambiguous',
  severity: 'error',
  title: `"${wanted}" is the name of ${ids.length} components`,
  message: `Their ids are ${ids.join(', ')}.`,
  hint: 'Name one by its id.',
})
const noCheck = (text: string): Problem => ({
  code: 'override.unknown',
  severity: 'error',
  title: `There is no check to be overridden as "${text}"`,
  message: `The checks are ${CheckName.options.join(', ')}; with a colon and a component one is overridden for that one only.`,
  hint: 'As in: --override memory:web',
})
