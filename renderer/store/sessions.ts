import type { SessionId } from '../../shared/model/id.ts'
import { engine } from '../client/engine.ts'
import { attempt, useView } from './view.ts'

/** Opens a session because somebody asked for it: it comes to the front, and takes the keyboard. */
export function openSession(session: SessionId): void {
  useView.getState().ask(session)
  attempt(() => engine['session.open']({ session }))
}
