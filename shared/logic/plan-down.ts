import type { Step } from '../model/plan.ts'
import type { Session } from '../model/service.ts'
import { EXPECTED, rungsOf, sessionName, stepId, strictestNeeds, type Draft, type PlanInput } from './draft.ts'
import { ladderMs } from './ladder.ts'
import type { Member } from './members.ts'
import { closure, nearest } from './order.ts'

/** What must happen until everything meant is off: the mirror of the way up, windows first. */
export function downSteps(input: PlanInput): Draft {
  const { members, only, windows, seen } = input
  const byId = new Map<string, Member>(members.map((member) => [member.component.id, member]))
  const { guests, waiting } = aboveOf(members)
  const meant = only && closure<string>(only, (id) => guests.get(id) ?? [])
  const scope = meant ? members.filter(({ component }) => meant.has(component.id)) : members
  const kept = keptFor(byId, input)
  const reasons = new Map<string, string | null>(scope.map((member) => [member.component.id, whyLeft(member, kept, input)]))
  const stops = (id: string) => reasons.get(id) === null
  /** What is left alone although it is not off still stands between those above and below it. */
  const passes = (id: string) => {
    const member = byId.get(id)
    return member !== undefined && Boolean(reasons.get(id)) && !isGone(member, seen)
  }
  const firstOf = (id: string) => nearest(id, (each) => (waiting.get(each) ?? []).map((to) => ({ to })), { arrives: stops, passes })

  const draft: Draft = { steps: [], left: [] }
  for (const member of scope) {
    const { component } = member
    const closing = component.sessions.filter(({ id }) => windows?.has(id))
    for (const session of closing) draft.steps.push(closeStep(session, member, input))
    for (const session of windows ? [] : component.sessions.filter(({ opens }) => opens === 'on-start')) {
      draft.left.push({ target: session.id, name: sessionName(session, member), reason: 'no desk here to close it' })
    }
    const reason = reasons.get(component.id)
    const first = [...closing.map(({ id }) => stepId('close', id)), ...firstOf(component.id).map(({ to }) => stepId('stop', to))]
    if (reason) draft.left.push({ target: component.id, name: component.name, reason })
    else draft.steps.push(stopStep(member, first, input))
  }
  return draft
}

/** Guests by their carrier; and who waited for whom on the way up, by any gate, and so goes before it on the way down. */
function aboveOf(members: readonly Member[]): {
  guests: ReadonlyMap<string, readonly string[]>
  waiting: ReadonlyMap<string, readonly string[]>
} {
  const guests = new Map<string, string[]>()
  const waiting = new Map<string, string[]>()
  const add = (map: Map<string, string[]>, below: string, above: string) => {
    const list = map.get(below)
    if (list) list.push(above)
    else map.set(below, [above])
  }
  for (const { component, on, after } of members) {
    if (on) for (const map of [guests, waiting]) add(map, on, component.id)
    for (const { component: below } of after) add(waiting, below, component.id)
  }
  return { guests, waiting }
}

function isGone({ component }: Member, seen: PlanInput['seen']): boolean {
  const condition = seen(component.id)
  return condition === 'off' || condition === 'absent'
}

function whyLeft(member: Member, kept: ReadonlyMap<string, string>, input: PlanInput): string | null {
  const { seen, ground, only } = input
  const { id } = member.component
  if (isGone(member, seen)) return `seen ${seen(id)}`
  if (ground(id) && !only?.includes(id)) return 'a computer is stopped only when it is asked for by name'
  return kept.get(id) ?? (rungsOf(member, input).length > 0 ? null : `seen ${seen(id)}, cannot be stopped from here`)
}

/** Machines that another workspace uses, and all that carries them: the floor is not pulled away. */
function keptFor(byId: ReadonlyMap<string, Member>, { members, claimedElsewhere }: PlanInput): Map<string, string> {
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

const carrierOf = (member: Member | undefined) => (member?.on ? [member.on] : [])

const stopStep = (member: Member, first: readonly string[], input: PlanInput): Step => {
  const { component, machine, on } = member
  const { seen, canDo } = input
  const rungs = rungsOf(member, input)
  return {
    id: stepId('stop', component.id),
    verb: 'stop',
    target: component.id,
    name: component.name,
    plugin: machine.plugin,
    lane: on ?? 'ground',
    needs: strictestNeeds(first.map((step) => ({ step, gate: 'done' }))),
    cause: `seen ${seen(component.id)}, wanted off`,
    expect: EXPECTED.stop,
    timeoutMs: ladderMs(rungs),
    attempts: 1,
    opposite: canDo(component.id, 'start') ? 'start' : null,
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
