import type { z } from 'zod'
import type { Edit, Entry } from '../../../shared/model/document.ts'
import type { SessionId } from '../../../shared/model/id.ts'
import { Machine } from '../../../shared/model/machine.ts'
import { Service } from '../../../shared/model/service.ts'
import { Workspace } from '../../../shared/model/workspace.ts'
import type { Sshd } from '../../sessions/testing/sshd.ts'

/** A session of one of the machines: its kind and its settings. */
export interface SessionWish {
  readonly of: 'here' | 'far'
  readonly plugin: string
  readonly options?: Record<string, unknown>
}

/** This computer (`here`) and a machine that is entered over SSH (`far`), with the named sessions; their windows, where named, in px. */
export function withSessions(
  sshd: Pick<Sshd, 'host' | 'port' | 'user' | 'keyFile' | 'knownHosts'>,
  sessions: Readonly<Record<string, SessionWish>>,
  windows: z.input<typeof Workspace>['layouts'] = [],
): Edit {
  const login = { user: sshd.user, keys: [sshd.keyFile], knownHosts: sshd.knownHosts }
  const here = Machine.parse({ type: 'machine', id: 'machine:here', label: 'here', plugin: 'pm' })
  const options = { host: sshd.host, port: sshd.port }
  const far = Machine.parse({ type: 'machine', id: 'machine:far', label: 'far', plugin: 'pm', login, options })
  const components = [here, far].map(({ id, label }) => ({
    id: `component:${label}`,
    name: label,
    is: { machine: id },
    sessions: Object.entries(sessions).flatMap(([name, { of, plugin, options: set = {} }]) =>
      of === label ? [{ id: `session:${name}`, name, plugin, options: set }] : [],
    ),
  }))
  const service = Service.parse({ type: 'service', id: 'service:lab', name: 'lab', components })
  const workspace = Workspace.parse({ type: 'workspace', id: 'workspace:lab', name: 'lab', services: [service.id], layouts: windows })
  return Object.fromEntries([here, far, service, workspace].map((each): [string, [null, Entry]] => [each.id, [null, each]]))
}

export const sessionOf = (name: string) => `session:${name}` as SessionId
