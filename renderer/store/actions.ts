import type { ReactNode } from 'react'
import { useEffect } from 'react'
import { create } from 'zustand'

/** One thing that can be done. The one registry feeds the palette and the keys. */
export interface Action {
  readonly id: string
  readonly group: 'Do' | 'Service-workspaces' | 'Machines' | 'Go to'
  readonly title: string
  readonly detail?: string
  /** `Ctrl+Z`; shown in the palette. Its owner, or `onKeys` of the frame, listens for it. */
  readonly keys?: string
  readonly icon?: ReactNode
  /** Why it cannot be done now. It stays in the list, dimmed, with the reason. */
  readonly blocked?: string | null
  run(): void
}

interface Registry {
  readonly sources: Readonly<Record<string, readonly Action[]>>
  set(source: string, actions: readonly Action[] | null): void
}

/** Who offers which actions now. */
export const useActions = create<Registry>()((set) => ({
  sources: {},
  set: (source, actions) =>
    set((state) => {
      const { [source]: _, ...rest } = state.sources
      return { sources: actions ? { ...rest, [source]: actions } : rest }
    }),
}))

/** Offers these actions while the calling component is shown. Memoise the list. */
export function useProvideActions(source: string, actions: readonly Action[]): void {
  const set = useActions((state) => state.set)
  useEffect(() => {
    set(source, actions)
    return () => set(source, null)
  }, [set, source, actions])
}
