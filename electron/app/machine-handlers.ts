import type { Handlers } from '../../shared/contract/contract.ts'
import type { Member } from '../../shared/logic/members.ts'
import type { ComponentId, SessionId } from '../../shared/model/id.ts'
import { ProblemError } from '../../shared/model/problem.ts'
import { within } from '../engine/clock.ts'
import type { Reach } from '../engine/reach.ts'
import type { SeenLast } from '../engine/seen.ts'
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
  readonly signal: AbortSignal
}

type Served = Pick<Handlers, 'workspace.look' | 'machines.seen' | 'machine.picture' | 'machine.console'>

/** What a screenshot may take. */
const PICTURE_MS = 10_000

/** Single machines: what they are, what is on their screen and on their console. */
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
  'machine.console': async ({ component }) => {
    const situation = parts.situationOf(component)
    const subject = await parts
      .reach(situation.members)
      .subject(memberOf(situation, component), within(PICTURE_MS, parts.signal), () => undefined)
    return { text: (await subject.plugin.console?.(subject.context, subject.target)) ?? null }
  },
})

function memberOf({ members }: Situation, component: ComponentId): Member {
  const member = members.find((each) => each.component.id === component)
  if (!member) throw new ProblemError({ ...noMember, about: component })
  return member
}

const noMember = {
  code: 'component.no-machine',
  severity: 'error' as const,
  title: 'This component is no machine of the workspace',
  message: 'It stands for a service, its machine is missing, or it belongs to another workspace.',
  hint: 'Choose a component that is a machine.',
}
