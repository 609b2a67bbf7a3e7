import type { Fresh, Kind } from '../../shared/logic/add.ts'
import { ComponentId, MachineId, ServiceId, SessionId, WorkspaceId } from '../../shared/model/id.ts'

const schemas = { machine: MachineId, component: ComponentId, session: SessionId, service: ServiceId, workspace: WorkspaceId }

/** An id that nothing has: eighty random bits. */
export const fresh: Fresh = (kind) => {
  const bytes = crypto.getRandomValues(new Uint8Array(10))
  const name = Array.from(bytes, (byte) => byte.toString(36).padStart(2, '0')).join('')
  return parsed(kind, `${kind}:${name}`)
}

function parsed<K extends Kind>(kind: K, text: string): ReturnType<typeof fresh<K>> {
  return schemas[kind].parse(text) as ReturnType<typeof fresh<K>>
}
