import { create } from 'zustand'
import { fontOf, STANDARD_FONT } from './fontSize.ts'

/** How a screen lies in its window: fitted to it, pixel by pixel, or the far desktop as large as the window. */
export type Scaling = 'fit' | 'real' | 'remote'

/** What a session's window remembers for itself. */
export interface SessionLook {
  /** Of a terminal, in px. */
  readonly font: number
  readonly scaling: Scaling
  /** Lines are pasted without a question. */
  readonly pastes: boolean
}

const KEPT = 'servicecomposer.session-looks'
const FRESH: SessionLook = { font: STANDARD_FONT, scaling: 'fit', pastes: false }

const useLooks = create<Readonly<Record<string, SessionLook>>>()(() => remembered())

/** How a session's window looks; it is remembered on this computer, per session. */
export const useLook = (session: string): SessionLook => useLooks((looks) => looks[session] ?? FRESH)

export const lookOf = (session: string): SessionLook => useLooks.getState()[session] ?? FRESH

export function changeLook(session: string, part: Partial<SessionLook>): void {
  // Another window may have kept something of its own session meanwhile.
  const looks = { ...useLooks.getState(), ...remembered(), [session]: { ...lookOf(session), ...part } }
  useLooks.setState(looks)
  try {
    localStorage.setItem(KEPT, JSON.stringify(looks))
  } catch {
    // A full or forbidden storage only means that the next window begins fresh.
  }
}

function remembered(): Readonly<Record<string, SessionLook>> {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEPT) ?? 'null')
    if (typeof kept !== 'object' || kept === null) return {}
    return Object.fromEntries(Object.entries(kept).map(([session, look]) => [session, readLook(look)]))
  } catch {
    // No storage here, or somebody else's words in it.
    return {}
  }
}

function readLook(kept: unknown): SessionLook {
  const said = new Map<string, unknown>(typeof kept === 'object' && kept !== null ? Object.entries(kept) : [])
  const scaling = said.get('scaling')
  return {
    font: fontOf(said.get('font')),
    scaling: scaling === 'real' || scaling === 'remote' ? scaling : 'fit',
    pastes: said.get('pastes') === true,
  }
}
