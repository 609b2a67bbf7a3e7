import type { Handlers } from '../../shared/contract/contract.ts'
import type { ComponentId } from '../../shared/model/id.ts'
import type { Attachments } from './attach.ts'
import type { Desk } from './desk.ts'
import type { Situation, Situations } from './situation.ts'
import { openWindow } from './steps.ts'

export interface SessionHandlerParts {
  readonly situations: Situations
  situationOf(component: ComponentId): Situation
  readonly desk: Desk
  readonly attached: Attachments
}

type Served = Pick<Handlers, 'session.open' | 'session.close' | 'session.attach' | 'session.resize'>

/** Windows onto machines, and the bytes behind them. */
export const sessionHandlers = ({ situations, situationOf, desk, attached }: SessionHandlerParts): Served => ({
  'session.open': async ({ session: id }) => {
    const { component, session } = situations.session(id)
    const situation = situationOf(component)
    const name = situation.members.find((member) => member.component.id === component)?.component.name
    await openWindow(name ? `${name} — ${session.name}` : session.name, id, situation, desk)
    return {}
  },
  'session.close': async ({ session }) => {
    await desk.close(session)
    return {}
  },
  'session.attach': async ({ session, columns, rows }) => attached.attach(session, { columns, rows }),
  'session.resize': async ({ stream, columns, rows }) => {
    attached.resize(stream, { columns, rows })
    return {}
  },
})
