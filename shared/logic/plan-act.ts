import type { ComponentId } from '../model/id.ts'
import type { Goal } from '../model/plan.ts'
import { aboveOf, dependantsOf, type Above } from './above.ts'
import { rungsOf, type Draft, type PlanInput } from './draft.ts'
import type { Member } from './members.ts'
import { keyed, type Paced } from './paced.ts'
import { causeOf, descend, isGone, keptFor, type Fate } from './plan-descent.ts'
import { resumeSteps } from './plan-resume.ts'

/** The goals that are one act on the machines that are named. */
export type ActGoal = Exclude<Goal, 'up' | 'down'>

type Falling = Exclude<ActGoal, 'resume'>

/**
 * One act on each machine that is named, mapped onto what stands on it: before a carrier is suspended or saved its guests are
 * suspended, and stay so inside it; before it is reset they are stopped, and nobody starts them again. Whoever only waits for
 * a machine that is saved or reset is stopped where that was wished. Resuming goes the other way, the carrier first.
 */
export function* actSteps(input: PlanInput, goal: ActGoal): Paced<Draft> {
  if (goal === 'resume') return resumeSteps(input)
  const { members } = input
  const above = aboveOf(members)
  const byId = yield* keyed<string, Member>(members, ({ component }) => component.id)
  const fates = fatesOf(input, goal, above, byId)
  const draft = yield* descend(input, above, fates)
  if (goal !== 'reset') return draft
  const stopped = [...fates.values()].filter(({ verb }) => verb === 'stop')
  const notAgain = stopped.map(({ member: { component } }) => ({
    target: component.id,
    name: component.name,
    reason: 'not started again: a reset brings back only the machine that is named',
  }))
  return { steps: draft.steps, left: [...draft.left, ...notAgain] }
}

/** What becomes of each machine that is named, and of those above it. */
function fatesOf(input: PlanInput, goal: Falling, above: Above, byId: ReadonlyMap<string, Member>): Map<string, Fate> {
  const { members, only, seen } = input
  const named = only ? new Set<string>(only) : null
  const kept = keptFor(byId, input)
  const fates = new Map<string, Fate>()
  const acting: ComponentId[] = []
  for (const member of members) {
    const { id } = member.component
    if (named && !named.has(id)) continue
    const left = kept.get(id) ?? whyLeft(member, goal, input)
    fates.set(id, { member, verb: left === null ? goal : null, why: left ?? `seen ${seen(id)}, ${WANTED[goal]}` })
    if (left === null) acting.push(id)
  }
  for (const dependant of dependantsOf(above, acting, seen)) {
    const { member, inside } = dependant
    const { id } = member.component
    if (!inside && (goal === 'suspend' || input.dependants === 'refuse')) continue
    const cause = causeOf(dependant, byId, input)
    if (goal === 'reset' || !inside) fates.set(id, stopped(member, cause, input))
    else if (!fates.has(id)) fates.set(id, suspended(member, cause, byId, input))
  }
  // Who stands on a machine that is reset goes down with it, even when it was to be reset itself.
  const reset = new Set<string>(acting)
  if (goal === 'reset')
    for (const id of acting) {
      const fate = fates.get(id)
      if (!fate || !standsOnOneOf(fate.member, reset, byId)) continue
      fates.set(id, stopped(fate.member, `seen ${seen(id)}, goes down with the reset of what carries it`, input))
    }
  return fates
}

const WANTED: Readonly<Record<Falling, string>> = {
  suspend: 'wanted paused',
  save: 'wanted off with its state kept',
  reset: 'asked for by name',
}

function whyLeft(member: Member, goal: Falling, input: PlanInput): string | null {
  const { id } = member.component
  const condition = input.seen(id)
  if (isGone(member, input)) return `seen ${condition}`
  if (goal === 'suspend' && condition === 'paused') return 'seen paused'
  return input.canDo(id, goal) ? null : `its kind of machine cannot ${goal}`
}

const stopped = (member: Member, cause: string, input: PlanInput): Fate => {
  const can = rungsOf(member, input).length > 0
  return { member, verb: can ? 'stop' : null, why: can ? cause : `seen ${input.seen(member.component.id)}, cannot be stopped from here` }
}

function suspended(member: Member, cause: string, byId: ReadonlyMap<string, Member>, input: PlanInput): Fate {
  const { id } = member.component
  const carrier = byId.get(member.on ?? '')?.component.name ?? 'its carrier'
  if (input.seen(id) === 'paused') return { member, verb: null, why: `seen paused, and stays so inside ${carrier}` }
  if (input.canDo(id, 'suspend')) return { member, verb: 'suspend', why: cause }
  return { member, verb: null, why: `its kind of machine cannot suspend: it freezes with ${carrier}, and who talks to it may give up` }
}

function standsOnOneOf(member: Member, among: ReadonlySet<string>, byId: ReadonlyMap<string, Member>): boolean {
  const walked = new Set<string>()
  for (let at = member.on; at !== null && !walked.has(at); at = byId.get(at)?.on ?? null) {
    if (among.has(at)) return true
    walked.add(at)
  }
  return false
}
