import type { ComponentId, SessionId } from '../model/id.ts'
import type { Condition } from '../model/machine.ts'
import type { Goal, LeftAlone, Plan, Step, Verb } from '../model/plan.ts'
import type { Session } from '../model/service.ts'
import type { Rung } from '../model/stop.ts'
import { ladderOf } from './ladder.ts'
import type { Member } from './members.ts'

/** How long a step may take before it has failed, in milliseconds. */
export interface Timeouts {
  readonly startMs: number
  readonly windowMs: number
}

/** All that `makePlan` knows of the world. */
export interface PlanInput {
  readonly goal: Goal
  readonly members: readonly Member[]
  /** What was last seen of a component; `unknown` where nobody looked. */
  seen(component: ComponentId): Condition
  /** The sessions whose windows are open; null without a desk: then nothing is opened or closed. */
  readonly windows: ReadonlySet<SessionId> | null
  /** The part that is meant: up adds what carries it; an act adds what it forces on those above. Null is everything. */
  readonly only: readonly ComponentId[] | null
  /** Whether what stands on a part that is stopped, or waits for it, is stopped too. Without `only` it is anyway. */
  readonly dependants: 'stop' | 'refuse'
  /** The name of another running workspace that uses the same machine: it is left running then. */
  claimedElsewhere(component: ComponentId): string | null
  /** The name of the other workspace that a member was taken in from; null for the one that is planned. */
  of(component: ComponentId): string | null
  /** Whether it was last put to sleep and not woken since, as far as runs tell: nobody can look into a carrier that sleeps too. */
  sleeps(component: ComponentId): boolean
  /** Whether the machine's plugin offers the verb. */
  canDo(component: ComponentId, verb: Exclude<Verb, 'stop'>): boolean
  /** The rungs of a stop that the machine's plugin offers. */
  stops(component: ComponentId): readonly Rung[]
  /** Whether the machine is a computer that is never stopped unless asked for by name. */
  ground(component: ComponentId): boolean
  /** Whether the machine is the very computer that carries it, by another name: that one is never stopped from here. */
  here(component: ComponentId): boolean
  readonly basis: Plan['basis']
  readonly limits: Plan['limits']
  readonly timeouts: Timeouts
}

/** What planning one direction gives: steps in any order, and what it does not touch. */
export interface Draft {
  readonly steps: Step[]
  readonly left: LeftAlone[]
}

/** A step is named by what it does: no plan does the same thing to the same target twice. */
export const stepId = (verb: Verb, target: string) => `${verb} ${target}`

/** What a step on a machine has from the machine and the verb alone. */
export const stepOn = <V extends Verb>({ component, machine, on }: Member, verb: V) => ({
  id: stepId(verb, component.id),
  verb,
  target: component.id,
  name: component.name,
  plugin: machine.plugin,
  lane: on ?? 'ground',
  expect: EXPECTED[verb],
})

/** What must be seen before a step counts as done. */
export const EXPECTED: Readonly<Record<Verb, Condition>> = {
  start: 'ready',
  resume: 'ready',
  reset: 'ready',
  suspend: 'paused',
  stop: 'off',
  save: 'off',
  open: 'on',
  close: 'off',
}

const CAUSES: Partial<Record<Condition, string>> = {}

/** Why a machine is started or woken. One text for all that were seen alike: a large plan has a hundred thousand of them. */
export const wantedReady = (seen: Condition): string => (CAUSES[seen] ??= `seen ${seen}, wanted ready`)

/** What people call the window: "terminal of web"; a name that says the machine already says it once. */
export function sessionName({ name }: Pick<Session, 'name'>, { component }: { component: Pick<Member['component'], 'name'> }): string {
  return name.split(/[\s,]+/).includes(component.name) ? name : `${name} of ${component.name}`
}

/** The ladder by which the member is stopped; empty where it cannot be stopped from here. */
export const rungsOf = ({ component, machine }: Member, { stops }: Pick<PlanInput, 'stops'>): Step['rungs'] =>
  ladderOf(component.stop, stops(component.id), machine.login !== null)

/** So few are compared with one another sooner than a map of them is made. */
const FEW = 8

/** One need a step: where several ways lead to it, the gate that opens last is the one that holds. */
export function strictestNeeds(needs: Step['needs']): Step['needs'] {
  if (needs.length <= FEW && needs.every(({ step }, at) => needs.findIndex((other) => other.step === step) === at)) return needs
  const gates = new Map<string, 'started' | 'done'>()
  for (const { step, gate } of needs) if (gates.get(step) !== 'done') gates.set(step, gate)
  return [...gates].map(([step, gate]) => ({ step, gate }))
}
