import { change, reviseOne } from '../../../shared/logic/change.ts'
import type { ComponentId, ServiceId, WorkspaceId } from '../../../shared/model/id.ts'
import type { Machine } from '../../../shared/model/machine.ts'
import type { StopPolicy } from '../../../shared/model/stop.ts'
import type { Workspace } from '../../../shared/model/workspace.ts'
import { useDocument } from '../../store/document.ts'
import { attempt } from '../../store/view.ts'

/** How a component is stopped; changes in a row are undone as one. */
export const setStop = (service: ServiceId, component: ComponentId, stop: Partial<StopPolicy>): void =>
  attempt(() =>
    useDocument.getState().edit(
      'Change how it is stopped',
      (entries) => {
        const was = entries[service]
        return was?.type === 'service' ? reviseOne(was, component, (c) => ({ ...c, stop: { ...c.stop, ...stop } })) : {}
      },
      `stop ${component}`,
    ),
  )

/** What a machine can carry, and where it may run. */
export const setPlace = (machine: Machine, place: Partial<Pick<Machine, 'hosts' | 'mayRunOn'>>): void =>
  attempt(() =>
    useDocument.getState().edit(`Change where ${machine.label} fits`, (entries) => {
      const was = entries[machine.id]
      return was?.type === 'machine' ? change(was, { ...was, ...place }) : {}
    }),
  )

/** How many steps of a workspace go on at a time. */
export const setLimits = (workspace: WorkspaceId, limits: Partial<Workspace['limits']>): void =>
  attempt(() =>
    useDocument.getState().edit('Change how much at a time', (entries) => {
      const was = entries[workspace]
      return was?.type === 'workspace' ? change(was, { ...was, limits: { ...was.limits, ...limits } }) : {}
    }),
  )
