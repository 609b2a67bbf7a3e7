import { create } from 'zustand'
import type { ComponentId } from '../../shared/model/id.ts'
import { useView } from '../store/view.ts'
import type { Brick } from './acts.ts'

export type DrawerTab = 'plan' | 'timeline' | 'log'
export type InspectorTab = 'settings' | 'live' | 'log'

/** How the composer is set up in this window: panels, tabs and what is being dragged. Never saved in the document. */
export interface Bench {
  readonly left: 'add' | 'outline'
  readonly inspector: InspectorTab
  readonly drawer: DrawerTab
  readonly minimap: boolean | null
  readonly snap: boolean
  /** Runs whose lock was taken off by hand. */
  readonly unlocked: readonly string[]
  /** What comes from the palette and is in the air. */
  readonly dragged: Brick | null
  /** A component to bring into view; `count` makes asking twice two askings. */
  readonly goTo: { readonly component: ComponentId; readonly count: number } | null
  /** The step that is meant in the drawer: its node lights up. */
  readonly step: string | null
  readonly sizes: { readonly left: number; readonly right: number; readonly drawer: number }
  set(part: Partial<Omit<Bench, 'set' | 'show'>>): void
  show(component: ComponentId): void
}

const KEPT = 'servicecomposer.composer'
const usual = { left: 232, right: 316, drawer: 272 }

export const useBench = create<Bench>()((set, get) => ({
  left: 'add',
  inspector: 'settings',
  drawer: 'plan',
  minimap: null,
  snap: true,
  unlocked: [],
  dragged: null,
  goTo: null,
  step: null,
  sizes: remembered(),
  set(part) {
    set(part)
    if (part.sizes) remember(part.sizes)
  },
  show: (component) => set({ goTo: { component, count: (get().goTo?.count ?? 0) + 1 } }),
}))

/** Unfolds the inspector at a tab. */
export function showInspector(tab: InspectorTab): void {
  useBench.getState().set({ inspector: tab })
  useView.getState().setPanel('composer.right', true)
}

function remembered(): Bench['sizes'] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEPT) ?? 'null')
    if (typeof kept !== 'object' || kept === null) return usual
    const number = (key: keyof typeof usual): number => {
      const value: unknown = Object.entries(kept).find(([name]) => name === key)?.[1]
      return typeof value === 'number' ? value : usual[key]
    }
    return { left: number('left'), right: number('right'), drawer: number('drawer') }
  } catch {
    // No storage, or not ours: the usual measures.
    return usual
  }
}
function remember(sizes: Bench['sizes']): void {
  try {
    localStorage.setItem(KEPT, JSON.stringify(sizes))
  } catch {
    // A full storage only means that the next window has the usual measures.
  }
}
