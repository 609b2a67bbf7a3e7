import type { ServiceId } from '../../../shared/model/id.ts'
import type { Service } from '../../../shared/model/service.ts'

/** Whether a service takes in another by reference, over any number of references. */
export function contains(services: ReadonlyMap<string, Service>, outer: Service, inner: ServiceId): boolean {
  const seen = new Set<string>()
  const open: string[] = [outer.id]
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (id === inner) return true
    if (seen.has(id)) continue
    seen.add(id)
    for (const { is } of services.get(id)?.components ?? []) if ('service' in is) open.push(is.service)
  }
  return false
}
