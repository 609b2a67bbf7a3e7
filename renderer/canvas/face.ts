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

/** The looks as they are now. One that draws as before is the very same, and so are all of them where none has changed. */
export function keptFaces<Id>(before: ReadonlyMap<Id, Face>, now: ReadonlyMap<Id, Face>): ReadonlyMap<Id, Face> {
  if (before === now) return before
  let changed = before.size !== now.size
  const faces = new Map<Id, Face>()
  for (const [id, face] of now) {
    const was = before.get(id)
    const same = was !== undefined && sameFace(was, face)
    changed ||= !same
    faces.set(id, same ? was : face)
  }
  return changed ? faces : before
}
