import type { Entry } from '../model/document.ts'
import type { ComponentId, ServiceId } from '../model/id.ts'
import type { Problem } from '../model/problem.ts'
import type { Service } from '../model/service.ts'
import type { Workspace } from '../model/workspace.ts'
import { missingService, serviceCircle, twiceDrawn } from './member-problems.ts'
import type { Place } from './place.ts'

/** All that a workspace reaches, each service once, a referenced one where it is first referred to. */
export interface Places {
  readonly places: ReadonlyMap<ComponentId, Place>
  /** The service that a component refers to. What would close a circle, or refers to nothing, is not among them. */
  readonly meant: ReadonlyMap<ComponentId, Service>
  /** The same, seen from the service: who refers to it. */
  readonly references: ReadonlyMap<ServiceId, readonly Place[]>
  readonly problems: readonly Problem[]
}

/** Walks a workspace's services and the services these refer to. */
export function placesOf(workspace: Workspace, entries: ReadonlyMap<string, Entry>): Places {
  const places = new Map<ComponentId, Place>()
  const entered = new Set<ServiceId>()
  const meant = new Map<ComponentId, Service>()
  const references = new Map<ServiceId, Place[]>()
  const problems: Problem[] = []

  const enter = (service: Service, through: readonly Service[]) => {
    entered.add(service.id)
    service.components.forEach((component, index) => {
      const place = { component, service, path: `${service.id} components.${index}` }
      const other = places.get(component.id)
      if (other) return problems.push(twiceDrawn(place, other))
      places.set(component.id, place)
      if ('service' in component.is) follow(component.is.service, place, [...through, service])
    })
  }
  const follow = (id: ServiceId, place: Place, through: readonly Service[]) => {
    const service = entries.get(id)
    if (service?.type !== 'service') return problems.push(missingService(place.component, id, `${place.path}.is.service`))
    const open = through.findIndex((outer) => outer.id === id)
    if (open >= 0) return problems.push(serviceCircle(place, [...through.slice(open), service]))
    meant.set(place.component.id, service)
    references.set(id, [...(references.get(id) ?? []), place])
    if (!entered.has(id)) enter(service, through)
  }

  workspace.services.forEach((id, index) => {
    const service = entries.get(id)
    if (service?.type !== 'service') problems.push(missingService(workspace, id, `${workspace.id} services.${index}`))
    else if (!entered.has(id)) enter(service, [])
  })
  return { places, meant, references, problems }
}
