import { machinesOf, type Nest, type Part } from '../../shared/logic/nest.ts'
import type { ComponentId } from '../../shared/model/id.ts'
import type { State } from '../ui/states.ts'
import { counted } from '../ui/time.ts'
import type { Face } from './face.ts'

/** How a reference looks: as the machines of its service do, taken together. `faces` holds theirs already. */
export function referenceFace(part: Part, whole: Nest, faces: ReadonlyMap<ComponentId, Face>, warning: Face['warning']): Face {
  const machines = machinesOf(whole, part.component.id)
  const states = machines.map(({ component }) => faces.get(component.id)?.state ?? 'unknown')
  const state = stateOfAll(states)
  const ready = states.filter((one) => one === 'ready').length
  const some = ready > 0 && ready < states.length ? `${ready} of ${states.length} ready` : null
  const own = part.means?.name
  const title = own !== undefined && own !== part.component.name ? `${own}, by reference` : 'service by reference'
  return {
    kind: 'service',
    state,
    word: some === null ? state : state === 'waiting' ? some : `${state}, ${some}`,
    facts: part.cut && machines.length === 0 ? title : `${title}, ${counted(machines.length, 'machine')}`,
    line: part.cut ?? 'ready when all of it is',
    lineIs: 'ready',
    share: null,
    warning,
    shared: null,
  }
}

/** What is wrong or under way in it says more than what is well. */
function stateOfAll(states: readonly State[]): State {
  const [first = 'unknown'] = states
  if (states.every((state) => state === first)) return first
  return states.find((state) => state === 'failed') ?? states.find((state) => state === 'starting') ?? 'waiting'
}
