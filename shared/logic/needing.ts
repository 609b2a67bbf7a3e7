import type { Need } from '../contract/contract.ts'
import type { ComponentId, MachineId } from '../model/id.ts'
import { isGone, type Condition } from '../model/machine.ts'
import type { Goal } from '../model/plan.ts'
import type { Problem } from '../model/problem.ts'
import { aboveOf, dependantsOf } from './above.ts'
import type { Holding, World } from './world.ts'

/** The goals that take machines away from those who need them, so that these are asked for first. */
export const takesAway = (goal: Goal): boolean => goal === 'down' || goal === 'reset' || goal === 'save'

export interface NeedingInput {
  readonly world: World
  /** The part that is meant, as members of the world. */
  readonly only: readonly ComponentId[]
  seen(component: ComponentId): Condition
  /** Other workspaces that brought the machine up, or wanted it up, and have not let go of it; with their name for it. */
  users(machine: MachineId): readonly { readonly workspace: Holding['workspace']; readonly component: ComponentId; readonly name: string }[]
}

/**
 * Who needs what is to be stopped: whoever is up and stands on it, waits for it, or needs one of those; and other running
 * workspaces that use one of these machines. Nearest first. Whoever is named is not asked about.
 */
export function needing({ world, only, seen, users }: NeedingInput): Need[] {
  const dependants = dependantsOf(aboveOf(world.members), only, seen)
  const nameOf = (id: ComponentId) => world.standFor(id)?.component.name ?? id
  const needs = dependants.flatMap(({ member: { component }, how, below }): Need[] => {
    const workspace = world.of(component.id)
    if (!workspace) return []
    const { id, name } = component
    return [{ workspace: workspace.id, of: workspace.name, component: id, name, how, needs: nameOf(below), condition: seen(id) }]
  })
  const stopped = [...only.filter((id) => !isGone(seen(id))), ...dependants.map(({ member }) => member.component.id)]
  const uses = stopped.flatMap((id): Need[] => {
    const member = world.standFor(id)
    const listed = world.of(id)?.id
    return (member ? users(member.machine.id) : []).flatMap(({ workspace, component, name }) =>
      // A guest that is listed for its own workspace need not be listed for it again.
      workspace.id === listed && !only.includes(id)
        ? []
        : [{ workspace: workspace.id, of: workspace.name, component, name, how: 'uses', needs: nameOf(id), condition: seen(id) }],
    )
  })
  return [...needs, ...uses]
}

const MOST_NAMED = 8

/** Why a part is not taken away from under those who need it; null when nobody does. */
export function needed(needs: readonly Need[], goal: Goal): Problem | null {
  const [first] = needs
  if (!first) return null
  const wanted = [...new Set(needs.map((need) => need.needs))]
  const lines = needs.map(({ name, how, needs: below, of, condition }) =>
    how === 'uses' ? `${of} uses ${below}` : `${name} ${how} ${below} (${of}, seen ${condition})`,
  )
  const more = lines.length > MOST_NAMED ? [`and ${lines.length - MOST_NAMED} more`] : []
  return {
    code: 'stop.needed',
    severity: 'error',
    title:
      needs.length === 1 ? `${first.needs} is needed by ${first.how === 'uses' ? first.of : first.name}` : `${wanted[0] ?? ''} is needed`,
    message: `${[...lines.slice(0, MOST_NAMED), ...more].join('; ')}.`,
    hint: `Say that those are to ${goal === 'save' ? 'sleep or stop' : 'stop'} too, or leave ${wanted[0] ?? 'it'} as it is.`,
    about: first.component,
  }
}
