import type { ComponentId } from '../model/id.ts'
import { aboveOf } from './above.ts'
import type { Member } from './members.ts'
import { closure } from './order.ts'

/**
 * "Start from here": the components that are named, and everything above them: who stands on them, who comes after them, and
 * so on. What is given goes into `only` of a plan, which adds the carriers that all of these need, and nothing else.
 */
export function fromHere(members: readonly Member[], ids: readonly ComponentId[]): ComponentId[] {
  const { waiting } = aboveOf(members)
  return [...closure(ids, (id) => (waiting.get(id) ?? []).map(({ component }) => component.id))]
}
