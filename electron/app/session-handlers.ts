import type { Handlers } from '../../shared/contract/contract.ts'
import type { ComponentId, SessionId } from '../../shared/model/id.ts'
import type { Clock } from '../engine/clock.ts'
import type { Attachments } from './attach.ts'
import type { Desk } from './desk.ts'
import type { Situation, Situations } from './situation.ts'
import { openWindow } from './steps.ts'
import { placeWindow } from './windows/window-place.ts'

export interface SessionHandlerParts {
  readonly situations: Situations
  situationOf(component: ComponentId): Situation
  readonly desk: Desk
  readonly clock: Clock
  readonly attached: Attachments
}

type Served = Pick<Handlers, 'session.open' | 'session.place' | 'session.close' | 'session.attach' | 'session.resize'>

/** Windows onto machines, and the bytes behind them. */
export const sessionHandlers = ({ situations, situationOf, desk, clock, attached }: SessionHandlerParts): Served => ({
  'session.open': async ({ session: id }) => {
    const { title, situation } = windowOf(id, situations, situationOf)
    await openWindow(title, id, situation, desk)
    return {}
  },
  'session.place': async (asked) => {
    const { title, situation } = windowOf(asked.session, situations, situationOf)
    return placeWindow(asked, { title, workspace: situation.workspace, desk, clock })
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

/** What stands on a session's window, and the workspace it belongs to. Throws `session.unknown`. */
function windowOf(id: SessionId, situations: Situations, situationOf: SessionHandlerParts['situationOf']) {
  const { component, session } = situations.session(id)
  const situation = situationOf(component)
  const name = situation.members.find((member) => member.component.id === component)?.component.name
  return { title: name ? `${name} — ${session.name}` : session.name, situation }
}
