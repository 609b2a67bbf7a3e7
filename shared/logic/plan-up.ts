import type { ComponentId } from '../model/id.ts'
import type { Condition } from '../model/machine.ts'
import type { Step, Verb } from '../model/plan.ts'
import type { Session } from '../model/service.ts'
import { EXPECTED, rungsOf, sessionName, stepId, stepOn, strictestNeeds, wantedReady, type Draft, type PlanInput } from './draft.ts'
import type { Member } from './members.ts'
import { closure, nearest } from './order.ts'
import { along, keyed, type Paced } from './paced.ts'

/** What must happen until everything meant is ready and its windows are open. */
export function* upSteps(input: PlanInput): Paced<Draft> {
  const { members, only, seen } = input
  const byId = yield* keyed<string, Member>(members, ({ component }) => component.id)
  const meant = only && closure<string>(only, (id) => belowOf(byId.get(id)).flatMap(({ to, carries }) => (carries ? [to] : [])))
  const scope = meant ? members.filter(({ component }) => meant.has(component.id)) : members

  const draft: Draft = { steps: [], left: [] }
  /** The step of each machine; null for one that is left alone. */
  const made = new Map<string, Step | null>()
  yield* along(scope, (member) => {
    const { component } = member
    const verb = verbFor(member, input)
    const condition = seen(component.id)
    const step = verb && machineStep(member, verb, condition, input)
    made.set(component.id, step)
    if (step) draft.steps.push(step)
    else
      draft.left.push({
        target: component.id,
        name: component.name,
        reason: condition === 'ready' ? 'seen ready' : `seen ${condition}, cannot be started from here`,
      })
    openSteps(member, step, condition === 'ready', input, draft)
  })

  /** What is left alone although it is not ready still stands between those below and above it. */
  const passes = (id: string) => {
    const member = byId.get(id)
    return member !== undefined && made.get(id) === null && seen(member.component.id) !== 'ready'
  }
  // Only now has every step an id that the others can share.
  yield* along(made, ([id, step]) => {
    if (!step) return
    const edges = nearest(id, (each) => belowOf(byId.get(each)), { arrives: (each) => Boolean(made.get(each)), passes })
    step.needs = strictestNeeds(edges.map(({ to, gate }) => ({ step: made.get(to)?.id ?? to, gate })))
  })
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

/** Its needs are not known yet. */
function machineStep(member: Member, verb: StartVerb, seen: Condition, input: PlanInput): Step {
  const { component } = member
  const rungs = rungsOf(member, input)
  return {
    ...stepOn(member, verb),
    needs: [],
    cause: wantedReady(seen),
    timeoutMs: input.timeouts.startMs,
    attempts: 2,
    opposite: opposite(component.id, verb, seen, rungs.length > 0, input),
    rungs,
  }
}

/** What was powered before is only waited for, and stays up when the run is taken back. */
function opposite(id: ComponentId, verb: StartVerb, seen: Condition, canStop: boolean, { canDo }: PlanInput): Verb | null {
  if (seen === 'on' || seen === 'starting') return null
  if (verb === 'resume' && canDo(id, 'suspend')) return 'suspend'
  return canStop && canDo(id, verb) ? 'stop' : null
}

function openSteps(member: Member, machine: Step | null, ready: boolean, { windows, timeouts }: PlanInput, draft: Draft): void {
  const { component } = member
  for (const session of component.sessions) {
    if (session.opens !== 'on-start') continue
    const name = sessionName(session, member)
    const reason = whyLeft(session.id, windows, ready || machine ? null : `${component.name} is not ready`)
    if (reason) draft.left.push({ target: session.id, name, reason })
    else draft.steps.push(openStep(session, name, machine?.id ?? null, timeouts.windowMs))
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
