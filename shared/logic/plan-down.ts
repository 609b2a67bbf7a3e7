import type { Step } from '../model/plan.ts'
import { aboveOf, dependantsOf } from './above.ts'
import { rungsOf, stepId, stepOn, type Draft, type PlanInput } from './draft.ts'
import type { Member } from './members.ts'
import { along, keyed, type Paced } from './paced.ts'
import { causeOf, descend, isGone, keptFor, type Fate } from './plan-descent.ts'

/**
 * What must happen until everything meant is off: the mirror of the way up, windows first. A part takes along what stands on it
 * or waits for it where that was wished; a carrier that sleeps is woken first, so that its guests can be stopped.
 */
export function* downSteps(input: PlanInput): Paced<Draft> {
  const { members, only, seen } = input
  const byId = yield* keyed<string, Member>(members, ({ component }) => component.id)
  const above = aboveOf(members)
  const taken = only && input.dependants === 'stop' ? dependantsOf(above, only, seen) : []
  const causes = new Map<string, string>(taken.map((dependant) => [dependant.member.component.id, causeOf(dependant, byId, input)]))
  const named = only && new Set<string>(only)
  const scope = named ? members.filter(({ component }) => named.has(component.id) || causes.has(component.id)) : members
  const kept = keptFor(byId, input)

  const fates = new Map<string, Fate>()
  yield* along(scope, (member) => {
    const { id } = member.component
    const left = whyLeft(member, kept, input)
    const why = left ?? causes.get(id) ?? `seen ${seen(id)}, wanted off`
    fates.set(id, { member, verb: left === null ? 'stop' : null, why })
  })
  const woken = wake(byId, fates, input)
  const draft = yield* descend(input, above, fates, (member) => {
    for (let at = byId.get(member.on ?? ''); at && woken.size > 0; at = byId.get(at.on ?? ''))
      if (woken.has(at.component.id)) return [stepId('resume', at.component.id)]
    return []
  })
  return { steps: [...woken.values(), ...draft.steps], left: draft.left }
}

function whyLeft(member: Member, kept: ReadonlyMap<string, string>, input: PlanInput): string | null {
  const { seen, ground, here, only } = input
  const { id } = member.component
  if (isGone(member, input)) return `seen ${seen(id)}`
  if (ground(id) && !only?.includes(id)) return 'a computer is stopped only when it is asked for by name'
  if (here(id)) return member.on === null ? 'this very computer is never stopped from here' : 'it is what carries it, by another name'
  return kept.get(id) ?? (rungsOf(member, input).length > 0 ? null : `seen ${seen(id)}, cannot be stopped from here`)
}

/** The carriers that sleep and have guests to be stopped, as steps that wake them; guests of one that cannot be woken are left alone. */
function wake(byId: ReadonlyMap<string, Member>, fates: Map<string, Fate>, input: PlanInput): Map<string, Step> {
  const { seen, sleeps, canDo } = input
  const woken = new Map<string, Step>()
  if (![...fates.values()].some(({ member }) => seen(member.component.id) === 'paused')) return woken
  for (const fate of [...fates.values()]) {
    const { member } = fate
    if (fate.verb !== 'stop' || member.on === null || seen(member.component.id) !== 'unknown') continue
    const path: Member[] = []
    const walked = new Set<string>()
    let at = byId.get(member.on)
    for (; at && seen(at.component.id) === 'unknown' && !walked.has(at.component.id); at = byId.get(at.on ?? '')) {
      walked.add(at.component.id)
      if (sleeps(at.component.id) && canDo(at.component.id, 'resume')) path.unshift(at)
    }
    if (!at || seen(at.component.id) !== 'paused') continue
    if (fates.get(at.component.id)?.verb !== 'stop' || !canDo(at.component.id, 'resume')) {
      fates.set(member.component.id, { member, verb: null, why: `sleeps inside ${at.component.name}, which is paused` })
      continue
    }
    for (const [index, each] of [at, ...path].entries()) {
      const below = index === 0 ? null : ([at, ...path][index - 1] ?? null)
      if (!woken.has(each.component.id)) woken.set(each.component.id, wakeStep(each, below, input))
    }
  }
  return woken
}

const wakeStep = (member: Member, below: Member | null, { seen, timeouts }: PlanInput): Step => ({
  ...stepOn(member, 'resume'),
  needs: below ? [{ step: stepId('resume', below.component.id), gate: 'done' }] : [],
  cause: `seen ${seen(member.component.id)}, must be awake while its guests are stopped`,
  // Powered is enough: whether its own probes pass does not matter to somebody who is about to be stopped.
  expect: 'on',
  timeoutMs: timeouts.startMs,
  attempts: 1,
  opposite: null,
  rungs: [],
})
