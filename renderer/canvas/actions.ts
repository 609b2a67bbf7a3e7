import { createContext, useContext } from 'react'
import type { ComponentId, ServiceId, SessionId } from '../../shared/model/id.ts'
import type { Gate } from '../../shared/model/service.ts'

/** What a node or an edge can ask for; one stable object, so that no node is drawn again because of it. */
export interface NodeActions {
  toggleGate(late: ComponentId, target: ComponentId, gate: Gate): void
  /** A click on a session's chip: opens it when its machine is ready, shows its settings otherwise. */
  session(component: ComponentId, session: SessionId): void
  addSession(component: ComponentId, at: HTMLElement): void
  goToProblem(component: ComponentId): void
  /** Puts away what stands on it, or brings it back. */
  fold(component: ComponentId, shut: boolean): void
  openService(service: ServiceId): void
}
const none: NodeActions = { toggleGate() {}, session() {}, addSession() {}, goToProblem() {}, fold() {}, openService() {} }
export const NodeActionsContext = createContext<NodeActions>(none)
export const useNodeActions = (): NodeActions => useContext(NodeActionsContext)
