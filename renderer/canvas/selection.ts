import { useView } from '../store/view.ts'
import type { Stage } from './useScene.ts'

type Of = Pick<Stage['service'], 'id'>
const nobody: readonly string[] = []

/** What is chosen of a service: ids of its parts, in the order in which they were chosen. */
export const useSelection = ({ id }: Of): readonly string[] => useView((view) => view.selection[id] ?? nobody)

/** The same in the moment of asking, for keys and pointers. */
export const selectionOf = ({ id }: Of): readonly string[] => useView.getState().selection[id] ?? nobody

/** One more is chosen, or one less. */
export const toggled = (chosen: readonly string[], id: string): readonly string[] =>
  chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id]

/** What is chosen after React Flow's report; null when it tells of other things. */
export function picked(
  of: Of,
  changes: readonly { readonly type: string; readonly id?: string; readonly selected?: boolean }[],
): string[] | null {
  const told = changes.filter(({ type }) => type === 'select')
  if (told.length === 0) return null
  const next = new Set(selectionOf(of))
  for (const { id = '', selected } of told) selected ? next.add(id) : next.delete(id)
  return [...next]
}
