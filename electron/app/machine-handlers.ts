import type { Handlers } from '../../shared/contract/contract.ts'
import { EXPECTED, stepId } from '../../shared/logic/draft.ts'
import type { Member } from '../../shared/logic/members.ts'
import type { ComponentId, RunId, SessionId } from '../../shared/model/id.ts'
import type { Plan, Verb } from '../../shared/model/plan.ts'
import { ProblemError } from '../../shared/model/problem.ts'
import { within, type Clock } from '../engine/clock.ts'
import { cannot } from '../engine/failures.ts'
import type { Reach } from '../engine/reach.ts'
import type { SeenLast } from '../engine/seen.ts'
import type { Runs } from '../engine/runs.ts'
import type { Desk } from './desk.ts'
import type { Observing } from './observing.ts'
import type { Situation, Situations } from './situation.ts'

export interface MachineParts {
  readonly situations: Situations
  situationOf(component: ComponentId): Situation
  reach(members: readonly Member[]): Reach
  readonly look: Observing
  readonly seen: SeenLast
  readonly desk: Desk
  readonly runs: Runs
  readonly clock: Clock
  /** Begins a run of this plan without planning again. */
  run(situation: Situation, plan: Plan): RunId
  readonly signal: AbortSignal
}

type Served = Pick<Handlers, 'workspace.look' | 'machines.seen' | 'machine.picture' | 'machine.act'>

/** What a screenshot may take. */
const PICTURE_MS = 10_000
const ACT_MS = 2 * 60_000

/** Single machines: what they are, what is on their screen, and acts outside of any plan. */
export const machineHandlers = (parts: MachineParts): Served => ({
  'workspace.look': async ({ workspace }) => ({ seen: [...(await parts.look(parts.situations.of(workspace), null)).values()] }),
  'machines.seen': async () => ({
    seen: parts.seen.all(),
    open: parts.desk.windows().filter((key): key is SessionId => key !== 'app'),
  }),
  'machine.picture': async ({ component }) => {
    const situation = parts.situationOf(component)
    const reach = parts.reach(situation.members)
    const member = memberOf(situation, component)
    const subject = await reach.subject(member, within(PICTURE_MS, parts.signal), () => undefined)
    const png = await subject.plugin.picture?.(subject.context, subject.target)
    return { png: png ? Buffer.from(png).toString('base64') : null }
  },
  'machine.act': async ({ workspace, component, verb }) => {
    const situation = parts.situations.of(workspace)
    const member = memberOf(situation, component)
    const plugin = parts.reach(situation.members).plugin(member)
    const plan = singleStep(member, verb, situation.revision, parts.clock.now())
    if (verb === 'start' || verb === 'stop' || verb === 'open' || verb === 'close') throw new ProblemError(planned(member, verb))
    if (!plugin.acts[verb]) throw new ProblemError(plan.steps[0] ? cannot(plan.steps[0], plugin.title) : planned(member, verb))
    return { run: parts.run(situation, plan) }
  },
})

function memberOf({ members }: Situation, component: ComponentId): Member {
  const member = members.find((each) => each.component.id === component)
  if (!member) throw new ProblemError({ ...noMember, about: component })
  return member
}

const singleStep = ({ component, machine, on }: Member, verb: Verb, revision: number, now: number): Plan => ({
  goal: verb === 'suspend' ? 'down' : 'up',
  basis: { revision, observedAt: now },
  limits: { all: 1, perLane: 1 },
  left: [],
  steps: [
    {
      id: stepId(verb, component.id),
      verb,
      target: component.id,
      name: component.name,
      plugin: machine.plugin,
      lane: on ?? 'ground',
      needs: [],
      cause: 'asked for by hand',
      expect: EXPECTED[verb],
      timeoutMs: ACT_MS,
      attempts: 1,
      opposite: verb === 'suspend' ? 'resume' : verb === 'resume' ? 'suspend' : null,
    },
  ],
})

const noMember = {
  code: 'component.no-machine',
  severity: 'error' as const,
  title: 'This component is no machine of the workspace',
  message: 'It stands for a service, its machine is missing, or it belongs to another workspace.',
  hint: 'Choose a component that is a machine.',
}
const planned = ({ component }: Member, verb: Verb) => ({
  code: 'act.planned',
  severity: 'error' as const,
  title: `To ${verb} needs a plan`,
  message: `What stands on ${component.name} or waits for it must be thought of too.`,
  hint: 'Make a plan for this component only, look at it, and start it.',
  about: component.id,
})
