import type { Entry } from '../model/document.ts'
import type { ComponentId } from '../model/id.ts'
import type { VComponent } from '../model/service.ts'

/**
 * The machines that components stand for: a machine for itself, a reference for all of the service that it takes in, through
 * however many others. Each once; what is not in the document stands for itself.
 */
export function machinesOf(entries: ReadonlyMap<string, Entry>, ids: readonly ComponentId[]): ComponentId[] {
  const meant = new Map<ComponentId, VComponent['is']>()
  for (const entry of entries.values()) if (entry.type === 'service') for (const { id, is } of entry.components) meant.set(id, is)
  const found = new Set<ComponentId>()
  const walked = new Set<ComponentId>()
  const enter = (id: ComponentId): void => {
    if (walked.has(id)) return
    walked.add(id)
    const is = meant.get(id)
    if (!is || 'machine' in is) return void found.add(id)
    const service = entries.get(is.service)
    if (service?.type === 'service') for (const part of service.components) enter(part.id)
  }
  ids.forEach(enter)
  return [...found]
}
