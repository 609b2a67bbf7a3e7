import type { SeenNow } from '../../shared/contract/contract.ts'
import type { News } from '../../shared/model/event.ts'
import type { ComponentId } from '../../shared/model/id.ts'

/** What was seen last, of all that was ever looked at by this engine. */
export interface SeenLast {
  /** Keeps what was seen, and tells it when it is new. */
  note(seen: SeenNow): void
  of(component: ComponentId): SeenNow | null
  all(): SeenNow[]
  /** Counts what was new. */
  changes(): number
  /** Forgets components that are no more. */
  keepOnly(components: ReadonlySet<ComponentId>): void
}

export function seenLast(publish: (news: News) => void): SeenLast {
  const last = new Map<ComponentId, SeenNow>()
  let changes = 0
  return {
    note(seen) {
      const before = last.get(seen.component)
      last.set(seen.component, seen)
      if (before && before.condition === seen.condition && before.note === seen.note && before.machine === seen.machine) return
      changes++
      const { ways: _ways, ...news } = seen
      publish({ type: 'machine.seen', ...news })
    },
    of: (component) => last.get(component) ?? null,
    all: () => [...last.values()],
    changes: () => changes,
    keepOnly(components) {
      for (const id of last.keys()) if (!components.has(id)) last.delete(id)
    },
  }
}
