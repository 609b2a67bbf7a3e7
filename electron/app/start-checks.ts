import { checkingStart } from '../../shared/logic/check-start.ts'
import type { Ground } from '../../shared/logic/start-input.ts'
import { withOverrides } from '../../shared/logic/finding.ts'
import type { Member } from '../../shared/logic/members.ts'
import { along } from '../../shared/logic/paced.ts'
import type { ComponentId } from '../../shared/model/id.ts'
import type { Plan } from '../../shared/model/plan.ts'
import type { Problem } from '../../shared/model/problem.ts'
import { inTurns } from '../engine/turns.ts'
import type { Knowledge } from './knowledge.ts'
import { isUp, type Outlook } from './outlook.ts'

/**
 * What speaks against the starts in a plan, with what was overridden as warnings. Machines of other workspaces on the same
 * carriers count where they are up; they are looked at only when it could matter.
 */
export async function startChecks(outlook: Outlook, plan: Plan, knowledge: Knowledge, ground: Ground): Promise<Problem[]> {
  const { own, situation, world, seen, of } = outlook
  const begun = new Set<string>()
  await inTurns(
    along(plan.steps, ({ target, verb }) => {
      if (verb === 'start' || verb === 'resume') begun.add(target)
    }),
  )
  const starts = (id: ComponentId) => begun.has(id) && !isUp(seen(id))
  if (!own.some(({ component }) => starts(component.id))) return []
  const others = world.members.slice(situation.members.length)
  const foreign = new Map(others.map((member): [ComponentId, Member] => [member.component.id, member]))
  const members = [...own, ...others]
  const { facts, cards: plugins, isPlace } = knowledge
  const checked = (up: (id: ComponentId) => boolean) => inTurns(checkingStart({ members, starts, up, facts, plugins, ground, isPlace, of }))

  // First as if all of them were up: mostly even then nobody is in the way, and nobody need be asked.
  const possible = await checked((id) => foreign.has(id) || isUp(seen(id)))
  const doubtful = new Set(possible.flatMap(({ involved }) => involved.flatMap((id) => foreign.get(id) ?? [])))
  if (doubtful.size === 0) return withOverrides(possible, outlook.overrides)
  await outlook.look([...doubtful])
  return withOverrides(await checked((id) => isUp(seen(id))), outlook.overrides)
}
