import { create } from 'zustand'
import type { ComponentId } from '../../shared/model/id.ts'

interface Reading {
  /** The machine whose console is being read; null while none is. */
  readonly of: { readonly component: ComponentId; readonly name: string } | null
  read(component: ComponentId, name: string): void
  close(): void
}

/** Which machine's console text lies open on this screen. */
export const useConsole = create<Reading>()((set) => ({
  of: null,
  read: (component, name) => set({ of: { component, name } }),
  close: () => set({ of: null }),
}))
