import { rootsOf, standIn } from '../../shared/logic/nest.ts'
import { ComponentId } from '../../shared/model/id.ts'
import { useBench } from './bench.ts'
import { selectionOf } from './selection.ts'
import type { Stage } from './useScene.ts'

type Place = Pick<Stage, 'service' | 'nest' | 'whole'>

/** Where the keyboard is: at a part that is shown. What is folded away is stood in for by its carrier; at first it is the first part. */
export function useCursor({ service, nest, whole }: Place): ComponentId | null {
  const at = useBench((bench) => bench.cursor[service.id])
  return (at === undefined ? null : standIn(nest, whole, at)) ?? rootsOf(nest)[0] ?? null
}

/** The part whose node, row or slab holds this element; null elsewhere on the screen. */
export function partAt(target: EventTarget | null): ComponentId | null {
  const element = target instanceof Element ? target.closest<HTMLElement>('[data-part], .react-flow__node') : null
  return ComponentId.safeParse(element?.dataset['part'] ?? element?.dataset['id']).data ?? null
}

/** What a key acts on: what is chosen; where the keyboard is at something else, that alone. Only what the service draws itself. */
export function meantBy({ service }: Pick<Stage, 'service'>, target: EventTarget | null): ComponentId[] {
  const chosen = selectionOf(service)
  const at = partAt(target)
  const ids = at === null || chosen.includes(at) ? chosen : [at]
  return service.components.flatMap((c) => (ids.includes(c.id) ? [c.id] : []))
}

/** The parts between two, both included, in the order in which they are shown. */
export function rangeOf(order: readonly ComponentId[], from: ComponentId, to: ComponentId): ComponentId[] {
  const [a, b] = [order.indexOf(from), order.indexOf(to)]
  return a < 0 || b < 0 ? [to] : order.slice(Math.min(a, b), Math.max(a, b) + 1)
}
