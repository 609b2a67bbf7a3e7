import type { ComponentId } from '../model/id.ts'
import type { Step } from '../model/plan.ts'
import { aboveOf } from './above.ts'
import { stepId, stepOn, strictestNeeds, type Draft, type PlanInput } from './draft.ts'
import type { Member } from './members.ts'
import { closure, nearest } from './order.ts'
import { carrierOf, keptFor } from './plan-descent.ts'

/** Wakes the machines that are named: what carries them first, and after them their guests that sleep. */
export function resumeSteps(input: PlanInput): Draft {
  const { members, only, seen } = input
  const byId = new Map<string, Member>(members.map((member) => [member.component.id, member]))
  const { guests } = aboveOf(members)
  const kept = only ? new Map<string, string>() : keptFor(byId, input)
  /** Nobody can look into a carrier that sleeps: a guest that was put to sleep is taken to sleep still. */
  const asleep = (id: ComponentId) => seen(id) === 'paused' || (seen(id) === 'unknown' && input.sleeps(id))
  const guestsOf = (id: ComponentId) => (guests.get(id) ?? []).map(({ component }) => component.id)
  const all: readonly ComponentId[] = only ?? members.map(({ component }) => component.id)
  const named = new Set(all)
  const within = closure(all, guestsOf)
  const below = closure(all, (id) => carrierOf(byId.get(id)))

  const draft: Draft = { steps: [], left: [] }
  const reasons = new Map<string, string | null>()
  for (const { component } of members) {
    const { id } = component
    if (!within.has(id) && !below.has(id)) continue
    const wanted = asleep(id) || (only !== null && named.has(id) && seen(id) === 'unknown')
    if (!wanted && !named.has(id)) continue
    const reason = kept.get(id) ?? (wanted ? (input.canDo(id, 'resume') ? null : 'its kind of machine cannot resume') : `seen ${seen(id)}`)
    reasons.set(id, reason)
    if (reason !== null) draft.left.push({ target: id, name: component.name, reason })
  }
  const arrives = (id: string) => reasons.get(id) === null
  const edges = (id: string) => {
    const member = byId.get(id)
    return member ? [...(member.on ? [member.on] : []), ...member.after.map(({ component }) => component)].map((to) => ({ to })) : []
  }
  /** What nobody could look at may stand between two that wake. */
  const passes = (id: string) => {
    const member = byId.get(id)
    return member !== undefined && seen(member.component.id) === 'unknown'
  }
  for (const member of members) {
    const { id } = member.component
    if (!arrives(id)) continue
    const needs = nearest(id, edges, { arrives, passes })
    draft.steps.push(
      resumeStep(
        member,
        needs.map(({ to }) => stepId('resume', to)),
        input,
      ),
    )
  }
  return draft
}

const resumeStep = (member: Member, needs: readonly string[], { seen, canDo, timeouts }: PlanInput): Step => ({
  ...stepOn(member, 'resume'),
  needs: strictestNeeds(needs.map((step) => ({ step, gate: 'done' }))),
  cause: `seen ${seen(member.component.id)}, wanted ready`,
  timeoutMs: timeouts.startMs,
  attempts: 1,
  opposite: canDo(member.component.id, 'suspend') ? 'suspend' : null,
  rungs: [],
})
