import { create } from 'zustand'
import type { Problem } from '../../shared/model/problem.ts'
import { ProblemError } from '../../shared/model/problem.ts'
import type { Place } from './route.ts'

export type Theme = 'auto' | 'dark' | 'light'

/** Something the screen says once and then forgets. */
export interface Toast {
  readonly id: number
  readonly problem: Problem | null
  readonly text: string
  readonly action?: { readonly label: string; readonly run: () => void }
}

/** Whether this window hears the engine. `lost` says when it tries again, in ms since 1970. */
export type Link =
  | { readonly state: 'connecting' }
  | { readonly state: 'open' }
  | { readonly state: 'lost'; readonly problem: Problem; readonly retryAt: number; readonly since: number }

export interface ViewState {
  readonly theme: Theme
  /** Sidebar folded to a rail, remembered per place. */
  readonly folded: Readonly<Partial<Record<Place, boolean>>>
  /** What is chosen, per service (canvas) or place (`inventory`): ids of components or machines. */
  readonly selection: Readonly<Record<string, readonly string[]>>
  /** Which panels of a place are open: `composer.left`, `composer.drawer` …; unset is open. */
  readonly panels: Readonly<Record<string, boolean>>
  /** The session that somebody asked for: it is in front and has the keyboard. One that a run opened takes neither. */
  readonly asked: string | null
  /** The command palette; null when closed, else what its field starts with. */
  readonly palette: string | null
  readonly toasts: readonly Toast[]
  readonly link: Link

  setTheme(theme: Theme): void
  fold(place: Place, folded: boolean): void
  select(where: string, ids: readonly string[]): void
  setPanel(panel: string, open: boolean): void
  ask(session: string): void
  openPalette(text: string | null): void
  say(text: string, action?: Toast['action']): void
  /** Shows why something could not be done. Anything but a ProblemError is a fault of ours and says so. */
  report(cause: unknown): void
  dismiss(id: number): void
  setLink(link: Link): void
}

const KEPT = 'servicecomposer.view'
const RAIL_AT_FIRST: ViewState['folded'] = { composer: true, layout: true, inventory: true }
let toasts = 0

/** What this window remembers for itself: never saved, never undone, shared with nobody. */
export const useView = create<ViewState>()((set, get) => ({
  ...remembered(),
  selection: {},
  asked: null,
  palette: null,
  toasts: [],
  link: { state: 'connecting' },

  setTheme: (theme) => set({ theme }),
  fold: (place, folded) => set({ folded: { ...get().folded, [place]: folded } }),
  select: (where, ids) => set({ selection: { ...get().selection, [where]: ids } }),
  setPanel: (panel, open) => set({ panels: { ...get().panels, [panel]: open } }),
  ask: (asked) => set({ asked, panels: { ...get().panels, dock: true } }),
  openPalette: (palette) => set({ palette }),
  say: (text, action) => set({ toasts: [...get().toasts, { id: ++toasts, problem: null, text, ...(action && { action }) }].slice(-4) }),
  report(cause) {
    const problem = problemOf(cause)
    // Nothing to tell: the banner already says that the connection is lost.
    if (problem.code === 'wire.closed') return
    const others = get().toasts.filter((toast) => toast.problem?.code !== problem.code || toast.problem.message !== problem.message)
    set({ toasts: [...others, { id: ++toasts, problem, text: problem.title }].slice(-4) })
  },
  dismiss: (id) => set({ toasts: get().toasts.filter((toast) => toast.id !== id) }),
  setLink: (link) => set({ link }),
}))

/** What a thrown thing says to people. */
export function problemOf(cause: unknown): Problem {
  if (cause instanceof ProblemError) return cause.problem
  return {
    code: 'screen.unexpected',
    severity: 'error',
    title: 'Something went wrong on this screen',
    message: cause instanceof Error ? cause.message : String(cause),
    hint: 'Reload the window; nothing that runs is touched by that.',
  }
}

/** Runs it and reports what it throws: for buttons and menus. */
export function attempt(act: () => Promise<unknown>): void {
  act().catch(useView.getState().report)
}

/** Puts a text on the clipboard, and says so. */
export const copy = (text: string): void =>
  attempt(async () => {
    await navigator.clipboard.writeText(text)
    useView.getState().say('Copied.')
  })

function remembered(): Pick<ViewState, 'theme' | 'folded' | 'panels'> {
  const fresh = { theme: 'auto' as const, folded: RAIL_AT_FIRST, panels: {} }
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEPT) ?? 'null')
    if (typeof kept !== 'object' || kept === null) return fresh
    const theme = 'theme' in kept && (kept.theme === 'dark' || kept.theme === 'light') ? kept.theme : 'auto'
    return { theme, folded: { ...fresh.folded, ...flags(kept, 'folded') }, panels: flags(kept, 'panels') }
  } catch {
    // No storage here, or somebody else's words in it: the view begins fresh.
    return fresh
  }
}

function flags(kept: object, key: string): Record<string, boolean> {
  const value: unknown = Object.entries(kept).find(([name]) => name === key)?.[1]
  if (typeof value !== 'object' || value === null) return {}
  return Object.fromEntries(Object.entries(value).filter((pair): pair is [string, boolean] => typeof pair[1] === 'boolean'))
}

useView.subscribe(({ theme, folded, panels }, before) => {
  if (theme === before.theme && folded === before.folded && panels === before.panels) return
  try {
    localStorage.setItem(KEPT, JSON.stringify({ theme, folded, panels }))
  } catch {
    // A full or forbidden storage only means that the next start begins fresh.
  }
})
