import type { Entry } from '../model/document.ts'
import type { ComponentId, ServiceId } from '../model/id.ts'
import type { Problem } from '../model/problem.ts'
import type { Service } from '../model/service.ts'
import type { Workspace } from '../model/workspace.ts'
import { missingService, serviceCircle, twiceDrawn } from './member-problems.ts'
import { STRETCH, type Paced } from './paced.ts'
import { pathOf, type Place } from './place.ts'

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
export function* gatherPlaces(workspace: Workspace, entries: ReadonlyMap<string, Entry>): Paced<Places> {
  const places = new Map<ComponentId, Place>()
  const entered = new Set<ServiceId>()
  const meant = new Map<ComponentId, Service>()
  const references = new Map<ServiceId, Place[]>()
  const problems: Problem[] = []

  function* enter(service: Service, through: readonly Service[]): Paced<void> {
    entered.add(service.id)
    let index = 0
    for (const component of service.components) {
      if (index > 0 && index % STRETCH === 0) yield
      const place = { component, service, index: index++ }
      const other = places.get(component.id)
      if (other) {
        problems.push(twiceDrawn(place, other))
        continue
      }
      places.set(component.id, place)
      if ('service' in component.is) yield* follow(component.is.service, place, [...through, service])
    }
  }
  function* follow(id: ServiceId, place: Place, through: readonly Service[]): Paced<void> {
    const service = entries.get(id)
    if (service?.type !== 'service') {
      problems.push(missingService(place.component, id, `${pathOf(place)}.is.service`))
      return
    }
    const open = through.findIndex((outer) => outer.id === id)
    if (open >= 0) {
      problems.push(serviceCircle(place, [...through.slice(open), service]))
      return
    }
    meant.set(place.component.id, service)
    references.set(id, [...(references.get(id) ?? []), place])
    if (!entered.has(id)) yield* enter(service, through)
  }

  for (const [index, id] of workspace.services.entries()) {
    const service = entries.get(id)
    if (service?.type !== 'service') problems.push(missingService(workspace, id, `${workspace.id} services.${index}`))
    else if (!entered.has(id)) yield* enter(service, [])
  }
  return { places, meant, references, problems }
}
