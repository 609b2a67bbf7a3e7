import type { State } from '../ui/states.ts'

/** How a node looks. Equal faces draw equal, so a node whose face did not change is not drawn again. */
export interface Face {
  readonly kind: string
  readonly state: State
  readonly word: string
  readonly facts: string
  readonly line: string
  readonly lineIs: 'ready' | 'probing' | 'waits' | 'failed'
  /** Against the expected time, 0 to 1; null while nothing is done with it. */
  readonly share: number | null
  /** A warning in two words, its sentence; null for none. */
  readonly warning: { readonly short: string; readonly title: string } | null
  /** Which other workspaces start it too: `also in Night lab`; null for none. */
  readonly shared: string | null
}

/** Whether two faces draw the same. */
export function sameFace(a: Face | undefined, b: Face | undefined): boolean {
  if (a === b) return true
  if (!a || !b) return false
  return (
    a.kind === b.kind &&
    a.state === b.state &&
    a.word === b.word &&
    a.facts === b.facts &&
    a.line === b.line &&
    a.lineIs === b.lineIs &&
    a.share === b.share &&
    a.warning?.title === b.warning?.title &&
    a.shared === b.shared
  )
}
