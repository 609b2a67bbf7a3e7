import type { Condition } from '../model/machine.ts'
import type { Step, Verb } from '../model/plan.ts'
import type { Session } from '../model/service.ts'
import { EXPECTED, rungsOf, sessionName, stepId, strictestNeeds, type Draft, type PlanInput } from './draft.ts'
import type { Member } from './members.ts'
import { closure, nearest } from './order.ts'

/** What must happen until everything meant is ready and its windows are open. */
export function upSteps(input: PlanInput): Draft {
  const { members, only, seen } = input
  const byId = new Map<string, Member>(members.map((member) => [member.component.id, member]))
  const meant = only && closure<string>(only, (id) => belowOf(byId.get(id)).flatMap(({ to, carries }) => (carries ? [to] : [])))
  const scope = meant ? members.filter(({ component }) => meant.has(component.id)) : members
  const verbs = new Map<string, StartVerb | null>(scope.map((member) => [member.component.id, verbFor(member, input)]))
  /** What is left alone although it is not ready still stands between those below and above it. */
  const passes = (id: string) => {
    const member = byId.get(id)
    return member !== undefined && verbs.get(id) === null && seen(member.component.id) !== 'ready'
  }
  const needsOf = (id: string): Step['needs'] => {
    const edges = nearest(id, (each) => belowOf(byId.get(each)), { arrives: (each) => Boolean(verbs.get(each)), passes })
    return strictestNeeds(edges.flatMap(({ to, gate }) => (verbs.get(to) ? [{ step: stepId(verbs.get(to) ?? 'start', to), gate }] : [])))
  }

  const draft: Draft = { steps: [], left: [] }
  for (const member of scope) {
    const { component } = member
    const verb = verbs.get(component.id) ?? null
    const condition = seen(component.id)
    if (verb) draft.steps.push(machineStep(member, verb, condition, needsOf(component.id), input))
    else
      draft.left.push({
        target: component.id,
        name: component.name,
        reason: condition === 'ready' ? 'seen ready' : `seen ${condition}, cannot be started from here`,
      })
    openSteps(member, verb, condition === 'ready', input, draft)
  }
  return draft
}

/** What leads to ready. */
type StartVerb = 'start' | 'resume'

interface Below {
  readonly to: string
  readonly gate: 'started' | 'done'
  readonly carries: boolean
}

/** A guest begins when its carrier can be entered, whatever else it is after. */
function belowOf(member: Member | undefined): Below[] {
  if (!member) return []
  const after = member.after.map(
    ({ component, gate }): Below => ({ to: component, gate: gate === 'ready' ? 'done' : 'started', carries: false }),
  )
  return member.on ? [{ to: member.on, gate: 'done', carries: true }, ...after] : after
}

/** The verb that leads to ready; null where it is ready, or where nothing can be done and nothing could be waited for. */
function verbFor({ component }: Member, { seen, sleeps, canDo }: PlanInput): StartVerb | null {
  const condition = seen(component.id)
  if (condition === 'ready') return null
  const asleep = condition === 'paused' || (condition === 'unknown' && sleeps(component.id))
  if (asleep && canDo(component.id, 'resume')) return 'resume'
  // Without an act the step still waits, as long as its probes can tell when the waiting is over.
  return canDo(component.id, 'start') || component.ready.length > 0 ? 'start' : null
}

const machineStep = (member: Member, verb: StartVerb, seen: Condition, needs: Step['needs'], input: PlanInput): Step => ({
  id: stepId(verb, member.component.id),
  verb,
  target: member.component.id,
  name: member.component.name,
  plugin: member.machine.plugin,
  lane: member.on ?? 'ground',
  needs,
  cause: `seen ${seen}, wanted ready`,
  expect: EXPECTED[verb],
  timeoutMs: input.timeouts.startMs,
  attempts: 2,
  opposite: opposite(member, verb, seen, input),
  rungs: rungsOf(member, input),
})

/** What was powered before is only waited for, and stays up when the run is taken back. */
function opposite(member: Member, verb: StartVerb, seen: Condition, input: PlanInput): Verb | null {
  const { component } = member
  const { canDo } = input
  if (seen === 'on' || seen === 'starting') return null
  if (verb === 'resume' && canDo(component.id, 'suspend')) return 'suspend'
  return canDo(component.id, verb) && rungsOf(member, input).length > 0 ? 'stop' : null
}

function openSteps(member: Member, verb: StartVerb | null, ready: boolean, { windows, timeouts }: PlanInput, draft: Draft): void {
  const { component } = member
  for (const session of component.sessions.filter(({ opens }) => opens === 'on-start')) {
    const name = sessionName(session, member)
    const reason = whyLeft(session.id, windows, ready || verb ? null : `${component.name} is not ready`)
    if (reason) draft.left.push({ target: session.id, name, reason })
    else draft.steps.push(openStep(session, name, verb && stepId(verb, component.id), timeouts.windowMs))
  }
}

function whyLeft(session: Session['id'], windows: PlanInput['windows'], blocked: string | null): string | null {
  if (!windows) return 'no desk here to show it'
  return windows.has(session) ? 'seen open' : blocked
}

const openStep = (session: Session, name: string, machine: string | null, timeoutMs: number): Step => ({
  id: stepId('open', session.id),
  verb: 'open',
  target: session.id,
  name,
  plugin: session.plugin,
  lane: 'desk',
  needs: machine ? [{ step: machine, gate: 'done' }] : [],
  cause: 'seen closed, wanted open',
  expect: EXPECTED.open,
  timeoutMs,
  attempts: 1,
  opposite: 'close',
  rungs: [],
})
