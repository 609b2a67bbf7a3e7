import type { Step, Verb } from '../model/plan.ts'
import type { Session } from '../model/service.ts'
import type { Above, Dependant } from './above.ts'
import { EXPECTED, rungsOf, sessionName, stepId, stepOn, strictestNeeds, type Draft, type PlanInput } from './draft.ts'
import { ladderMs } from './ladder.ts'
import type { Member } from './members.ts'
import { closure, nearest } from './order.ts'
import { along, type Paced } from './paced.ts'

/** The verbs that ask a machine to be less than it is, or to begin anew: whoever stands on it goes before it. */
export type FallVerb = 'stop' | 'suspend' | 'save' | 'reset'

/** What becomes of one member: an act and its cause, or why it is left alone. */
export interface Fate {
  readonly member: Member
  readonly verb: FallVerb | null
  readonly why: string
}

/** Fates as steps, top first; `begins` are further steps that a step waits for before it may begin. */
export function* descend(
  input: PlanInput,
  above: Above,
  fates: ReadonlyMap<string, Fate>,
  begins: (member: Member) => readonly string[] = () => [],
): Paced<Draft> {
  const acts = (id: string) => Boolean(fates.get(id)?.verb)
  /** What is left alone although it is not off still stands between those above and below it. */
  const passes = (id: string) => {
    const fate = fates.get(id)
    return fate?.verb === null && !isGone(fate.member, input)
  }
  const firstOf = (id: string) =>
    nearest(id, (each) => (above.waiting.get(each) ?? []).map(({ component }) => ({ to: component.id })), { arrives: acts, passes })

  const draft: Draft = { steps: [], left: [] }
  yield* along(fates.values(), ({ member, verb, why }) => {
    const { component } = member
    const closing = input.goal === 'down' || verb === 'stop' || verb === 'save' ? closeSteps(member, input, draft) : []
    if (!verb) {
      draft.left.push({ target: component.id, name: component.name, reason: why })
      return
    }
    const above = firstOf(component.id).map(({ to }) => stepId(fates.get(to)?.verb ?? 'stop', to))
    draft.steps.push(fallStep(member, verb, why, [...begins(member), ...closing, ...above], input))
  })
  return draft
}

/** Closes the open windows of a member; returns the ids of the steps. */
function closeSteps(member: Member, input: PlanInput, draft: Draft): string[] {
  const { windows } = input
  const { sessions } = member.component
  for (const session of windows ? [] : sessions.filter(({ opens }) => opens === 'on-start')) {
    draft.left.push({ target: session.id, name: sessionName(session, member), reason: 'no desk here to close it' })
  }
  const closing = sessions.filter(({ id }) => windows?.has(id)).map((session) => closeStep(session, member, input))
  draft.steps.push(...closing)
  return closing.map(({ id }) => id)
}

export function isGone({ component }: Member, { seen }: Pick<PlanInput, 'seen'>): boolean {
  const condition = seen(component.id)
  return condition === 'off' || condition === 'absent'
}

/** Machines that another workspace uses, and all that carries them: the floor is not pulled away. */
export function keptFor(byId: ReadonlyMap<string, Member>, { members, claimedElsewhere }: PlanInput): Map<string, string> {
  const kept = new Map<string, string>()
  for (const { component } of members) {
    const user = claimedElsewhere(component.id)
    if (user === null) continue
    for (const id of closure<string>([component.id], (each) => carrierOf(byId.get(each)))) {
      if (id === component.id) kept.set(id, `used by ${user}`)
      else if (!kept.has(id)) kept.set(id, `carries ${component.name}, used by ${user}`)
    }
  }
  return kept
}

export const carrierOf = (member: Member | undefined) => (member?.on ? [member.on] : [])

/** Why somebody who was not named is in the plan: whom it needs, and whose it is where it belongs to another workspace. */
export function causeOf({ member, how, below }: Dependant, byId: ReadonlyMap<string, Member>, { seen, of }: PlanInput): string {
  const { id } = member.component
  const other = of(id)
  return `seen ${seen(id)}, ${how} ${byId.get(below)?.component.name ?? below}${other === null ? '' : `, of ${other}`}`
}

const OPPOSITE: Readonly<Record<FallVerb, Exclude<Verb, 'stop'> | null>> = { stop: 'start', suspend: 'resume', save: 'start', reset: null }

function fallStep(member: Member, verb: FallVerb, cause: string, first: readonly string[], input: PlanInput): Step {
  const { component } = member
  const rungs = verb === 'stop' ? rungsOf(member, input) : []
  const opposite = OPPOSITE[verb]
  return {
    ...stepOn(member, verb),
    needs: strictestNeeds(first.map((step) => ({ step, gate: 'done' }))),
    cause,
    timeoutMs: verb === 'stop' ? ladderMs(rungs) : input.timeouts.startMs,
    attempts: 1,
    opposite: opposite && input.canDo(component.id, opposite) ? opposite : null,
    rungs,
  }
}

const closeStep = (session: Session, member: Member, { timeouts }: PlanInput): Step => ({
  id: stepId('close', session.id),
  verb: 'close',
  target: session.id,
  name: sessionName(session, member),
  plugin: session.plugin,
  lane: 'desk',
  needs: [],
  cause: 'seen open, wanted closed',
  expect: EXPECTED.close,
  timeoutMs: timeouts.windowMs,
  attempts: 1,
  opposite: 'open',
  rungs: [],
})
