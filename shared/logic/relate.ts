import type { PluginCard } from '../contract/card.ts'
import type { ComponentId, MachineId } from '../model/id.ts'
import type { Machine } from '../model/machine.ts'
import type { Service, VComponent } from '../model/service.ts'

/** What a judgement about carrying needs to know of machines: their plugin's card. */
export interface Known {
  readonly machines: Pick<ReadonlyMap<MachineId, Machine>, 'get'>
  readonly cards: readonly PluginCard[]
}

/** The component of that id, or null. */
export const componentOf = (service: Service, id: ComponentId): VComponent | null => service.components.find((c) => c.id === id) ?? null

/** The component and everything that stands on it, any number of levels up, in the order of the service. */
export function withGuests(service: Service, ids: readonly ComponentId[]): VComponent[] {
  const taken = new Set<ComponentId>(ids)
  for (let grew = true; grew; ) {
    grew = false
    for (const c of service.components) {
      if (c.on === null || taken.has(c.id) || !taken.has(c.on)) continue
      taken.add(c.id)
      grew = true
    }
  }
  return service.components.filter((c) => taken.has(c.id))
}

/** Whether `from` can only start after `to`, through any chain of `on` and `after`. A component needs itself. */
export function needs(service: Service, from: ComponentId, to: ComponentId): boolean {
  const byId = new Map(service.components.map((c) => [c.id, c]))
  const seen = new Set<ComponentId>()
  const open = [from]
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (id === to) return true
    if (seen.has(id)) continue
    seen.add(id)
    const c = byId.get(id)
    if (c?.on) open.push(c.on)
    for (const { component } of c?.after ?? []) open.push(component)
  }
  return false
}

/** Null when `parent` may carry `child`; otherwise why not, as one sentence for the pointer. `parent` null is this computer. */
export function mayCarry(service: Service, child: ComponentId, parent: ComponentId | null, known: Known): string | null {
  const guest = componentOf(service, child)
  if (!guest) return 'It is no longer in this service.'
  if (parent === null) return null
  const host = componentOf(service, parent)
  if (!host) return 'The carrier is no longer in this service.'
  if (child === parent) return `${guest.name} cannot carry itself.`
  if (withGuests(service, [child]).some((c) => c.id === parent)) return `${host.name} stands on ${guest.name}.`
  const reason = carries(host, known)
  if (reason) return reason
  return needs(service, parent, child) ? `${host.name} waits for ${guest.name}, so it cannot carry it.` : null
}

/** Null when other machines can stand on this component; otherwise why not. */
export function carries(host: VComponent, known: Known): string | null {
  if (!('machine' in host.is)) return `${host.name} is a service taken in by reference; it carries nothing here.`
  const machine = known.machines.get(host.is.machine)
  if (!machine) return `The machine of ${host.name} is missing from the inventory.`
  const card = known.cards.find((c) => c.id === machine.plugin)
  if (!card) return `Nothing here knows the kind "${machine.plugin}".`
  return card.carries ? null : `${host.name} is a ${card.title}; it carries no machines.`
}

/** Null when `component` may wait for `target`; otherwise why not, as one sentence for the pointer. */
export function mayFollow(service: Service, component: ComponentId, target: ComponentId): string | null {
  const late = componentOf(service, component)
  const early = componentOf(service, target)
  if (!late || !early) return 'It is no longer in this service.'
  if (component === target) return `${late.name} cannot wait for itself.`
  if (late.after.some((a) => a.component === target)) return `${late.name} already waits for ${early.name}.`
  if (late.on === target) return `${early.name} carries ${late.name}, so it is waited for already.`
  return needs(service, target, component) ? `${early.name} waits for ${late.name}; that would be a circle.` : null
}
