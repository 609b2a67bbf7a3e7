import type { Machine } from '../../../shared/model/machine.ts'
import type { Service, VComponent } from '../../../shared/model/service.ts'
import type { Workspace } from '../../../shared/model/workspace.ts'
import { componentsOf, type Sorted } from '../../store/entries.ts'

/** Where a machine is drawn, and what starts it. */
export interface Use {
  readonly component: VComponent
  readonly service: Service
  readonly workspaces: readonly Workspace[]
}

const made = new WeakMap<Sorted, ReadonlyMap<string, readonly Use[]>>()

/** For every machine that is drawn somewhere: where. Made once per version of the document. */
export function usage(document: Sorted): ReadonlyMap<string, readonly Use[]> {
  const known = made.get(document)
  if (known) return known
  const { services, workspaces } = document
  const starts = new Map<string, Workspace[]>()
  for (const workspace of workspaces)
    for (const { id } of componentsOf(workspace, services)) starts.set(id, [...(starts.get(id) ?? []), workspace])
  const uses = new Map<string, Use[]>()
  for (const service of services.values())
    for (const component of service.components) {
      if (!('machine' in component.is)) continue
      const use = { component, service, workspaces: starts.get(component.id) ?? [] }
      uses.set(component.is.machine, [...(uses.get(component.is.machine) ?? []), use])
    }
  made.set(document, uses)
  return uses
}

/** How a machine is reached, as far as it is written down. */
export const addressLine = ({ locator }: Machine): string => locator.tcp ?? locator.mac ?? locator.file ?? ''

/** From the ground up, along who carries whom: `host[vm]`. Stops at a circle. */
export function machinePath(machine: Machine, machines: ReadonlyMap<string, Machine>): string {
  const above: string[] = []
  const seen = new Set<string>([machine.id])
  for (let home = machine.home; home !== null && !seen.has(home); ) {
    seen.add(home)
    const carrier = machines.get(home)
    above.unshift(carrier?.label ?? '?')
    home = carrier?.home ?? null
  }
  const [first, ...rest] = [...above, machine.label]
  return `${first}${rest.map((label) => `[${label}]`).join('')}`
}
