import { create } from 'zustand'
import type { ComponentId } from '../../shared/model/id.ts'
import { useView } from '../store/view.ts'
import type { Brick } from './acts.ts'

export type DrawerTab = 'plan' | 'timeline' | 'log'
/** The three pictures of one stack. */
export const VIEWS = ['boxes', 'tree', 'layers'] as const
export type StackView = (typeof VIEWS)[number]
export type InspectorTab = 'settings' | 'live' | 'log'

/** A relation that is being chosen without a pointer: what carries these parts, or what they wait for. */
export interface Relating {
  readonly what: 'on' | 'after'
  readonly parts: readonly ComponentId[]
}

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
  /** How each service is shown; unset is as boxes. */
  readonly views: Readonly<Record<string, StackView>>
  /** The part that the keyboard is at, per service: the same in all views. */
  readonly cursor: Readonly<Record<string, ComponentId>>
  /** Parts whose guests are folded away, per service. */
  readonly shut: Readonly<Record<string, readonly ComponentId[]>>
  readonly pick: Relating | null
  /** The field that finds parts is open. */
  readonly finding: boolean
  readonly sizes: { readonly left: number; readonly right: number; readonly drawer: number }
  set(part: Partial<Omit<Bench, 'set' | 'show' | 'look' | 'fold' | 'point'>>): void
  show(component: ComponentId): void
  /** Shows a service in that view from now on. */
  look(service: string, view: StackView): void
  /** Folds what stands on these parts away, or brings it back. */
  fold(service: string, parts: readonly ComponentId[], shut: boolean): void
  /** Moves the keyboard to a part. */
  point(service: string, part: ComponentId): void
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
  pick: null,
  finding: false,
  cursor: {},
  shut: {},
  ...remembered(),
  set(part) {
    set(part)
    if (part.sizes) remember(get())
  },
  look(service, view) {
    set({ views: { ...get().views, [service]: view } })
    remember(get())
  },
  fold(service, parts, shut) {
    const others = (get().shut[service] ?? []).filter((id) => !parts.includes(id))
    set({ shut: { ...get().shut, [service]: shut ? [...others, ...parts] : others } })
  },
  point(service, part) {
    if (get().cursor[service] !== part) set({ cursor: { ...get().cursor, [service]: part } })
  },
  show: (component) => set({ goTo: { component, count: (get().goTo?.count ?? 0) + 1 } }),
}))

/** How a service is shown: as boxes until somebody says otherwise. */
export const viewOf = ({ views }: Pick<Bench, 'views'>, { id }: { readonly id: string }): StackView => views[id] ?? 'boxes'

/** From so many drawn parts on the map of the canvas is shown without being asked for. */
const MANY = 40
/** Whether the map of the canvas is shown: as somebody said, and where nobody did, where there is much to see. */
export const showsMap = ({ minimap }: Pick<Bench, 'minimap'>, boxes: { readonly size: number }): boolean => minimap ?? boxes.size >= MANY

/** Unfolds the drawer at a tab. */
export function showDrawer(drawer: DrawerTab): void {
  useBench.getState().set({ drawer })
  useView.getState().setPanel('composer.drawer', true)
}

/** Unfolds the inspector at a tab. */
export function showInspector(tab: InspectorTab): void {
  useBench.getState().set({ inspector: tab })
  useView.getState().setPanel('composer.right', true)
}

function remembered(): Pick<Bench, 'sizes' | 'views'> {
  const fresh = { sizes: usual, views: {} }
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEPT) ?? 'null')
    if (typeof kept !== 'object' || kept === null) return fresh
    const fields = new Map<string, unknown>(Object.entries(kept))
    const number = (key: keyof typeof usual): number => {
      const value = fields.get(key)
      return typeof value === 'number' ? value : usual[key]
    }
    const views = fields.get('views')
    const known = typeof views === 'object' && views !== null ? Object.entries(views) : []
    return {
      sizes: { left: number('left'), right: number('right'), drawer: number('drawer') },
      views: Object.fromEntries(known.flatMap(([id, view]) => VIEWS.filter((one) => one === view).map((one) => [id, one]))),
    }
  } catch {
    // No storage, or not ours: the usual measures, and boxes.
    return fresh
  }
}
function remember({ sizes, views }: Pick<Bench, 'sizes' | 'views'>): void {
  try {
    localStorage.setItem(KEPT, JSON.stringify({ ...sizes, views }))
  } catch {
    // A full storage only means that the next window begins fresh.
  }
}
