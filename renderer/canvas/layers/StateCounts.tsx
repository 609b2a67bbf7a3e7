import { StateWord } from '../../ui/StateGlyph.tsx'
import type { State } from '../../ui/states.ts'
import type { Stage } from '../useScene.ts'

const ORDER: readonly State[] = ['failed', 'ready', 'starting', 'waiting', 'suspended', 'off', 'skipped', 'unknown']

/** How many machines of the stack are how. */
export function StateCounts({ stage: { whole, faces } }: { stage: Stage }) {
  const counts = new Map<State, number>()
  for (const [id, { component }] of whole) {
    const state = 'machine' in component.is ? faces.get(id)?.state : undefined
    if (state) counts.set(state, (counts.get(state) ?? 0) + 1)
  }
  return ORDER.flatMap((state) => {
    const count = counts.get(state)
    return count === undefined
      ? []
      : [
          <StateWord key={state} state={state}>
            <span className="number">{count}</span> {state === 'unknown' ? 'not seen' : state}
          </StateWord>,
        ]
  })
}
