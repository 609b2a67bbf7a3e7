import { create } from 'zustand'
import type { Out } from '../../../shared/contract/contract.ts'
import type { Bounds } from '../../../shared/logic/geometry/fit.ts'
import type { Guide } from '../../../shared/logic/geometry/snap.ts'
import type { SessionId, WorkspaceId } from '../../../shared/model/id.ts'
import type { Placement, Screen } from '../../../shared/model/layout.ts'

/** A virtual desktop; null is the one that is shown when the windows open. */
export type Desktop = Placement['desktop']

/** What this window remembers of one workspace's layout: never saved, never undone. */
export interface Seen {
  readonly variant: string | null
  readonly desktop: Desktop
  readonly chosen: readonly SessionId[]
}

/** Where the stage is on this page, and how large it draws: what is px of the page is px of the desktop times `scale`. */
export interface StageView {
  readonly plane: HTMLElement
  readonly scale: number
  /** The px of the desktop that is drawn at the plane's upper left corner. */
  readonly x: number
  readonly y: number
}

/** Where a box of the desktop is drawn, in px of the plane. */
export type At = (box: Bounds) => { left: number; top: number; width: number; height: number }

/** What hands are doing at the moment: shown, and gone when they give back. */
export interface Gesture {
  readonly draft: ReadonlyMap<SessionId, Placement> | null
  readonly guides: readonly Guide[]
  /** The tab that the pointer holds windows over; undefined for none. */
  readonly over: Desktop | undefined
  readonly band: Bounds | null
  /** The monitor that is moved, as it would stand, and what all of the stage shows meanwhile. */
  readonly monitor: { readonly screen: Screen; readonly all: Bounds } | null
}

interface BoardView extends Gesture {
  readonly seen: Readonly<Record<string, Seen>>
  readonly snap: boolean
  readonly grid: boolean
  /** 1 shows all screens. */
  readonly zoom: number
  readonly stage: StageView | null
  /** What became of the windows that were put in place from here, by session. */
  readonly seenAt: Readonly<Record<string, PutInPlace>>
  see(workspace: WorkspaceId, part: Partial<Seen>): void
  saw(session: SessionId, answer: PutInPlace): void
}

/** Where a window was asked to be, and where it then was. */
export type PutInPlace = Out<'session.place'>

/** So near one may go. */
export const MOST_ZOOM = 8

/** Nothing is held. */
export const atRest: Gesture = { draft: null, guides: [], over: undefined, band: null, monitor: null }
/** Nothing was looked at yet. */
export const unseen: Seen = { variant: null, desktop: null, chosen: [] }

/** How the layout is looked at in this window. */
export const useBoardView = create<BoardView>()((set) => ({
  ...atRest,
  seen: {},
  snap: true,
  grid: false,
  zoom: 1,
  stage: null,
  seenAt: {},
  saw: (session, answer) => set(({ seenAt }) => ({ seenAt: { ...seenAt, [session]: answer } })),
  see: (workspace, part) => set(({ seen }) => ({ seen: { ...seen, [workspace]: { ...(seen[workspace] ?? unseen), ...part } } })),
}))
