import type { Placement } from '../model/layout.ts'
import type { PluginId } from '../model/id.ts'
import type { Problem } from '../model/problem.ts'
import type { Context, Probe, Watching } from './plugin.ts'

/** In px of the whole desktop, which goes over all monitors: x to the right, y down. */
export interface Bounds {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** One monitor, and what tells it from others wherever it is plugged in: make, model and serial, as far as it says. */
export interface Monitor extends Bounds {
  /** As the desktop calls it: DP-1. */
  readonly name: string
  readonly primary: boolean
  readonly make: string | null
  readonly model: string | null
  readonly serial: string | null
}

/** Virtual desktops, counted from 0. */
export interface VirtualDesktops {
  /** One for each; empty where it has none. */
  readonly names: readonly string[]
  readonly current: number
}

/** `minimised` and `fullscreen` as in a layout. */
export type Show = Placement['show']

/** How far the frame reaches beyond the content, in px; negative where shadows belong to the content. */
export interface Frame {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

/** The sizes of its content that a window takes, in px: `base` and whole `step`s, between `least` and `most`. */
export interface Sizes {
  readonly base: Size
  /** 1 where any size will do; the cell of a terminal. */
  readonly step: Size
  readonly least: Size
  readonly most: Size
}
export interface Size {
  readonly width: number
  readonly height: number
}

/** A window that people see on the desktop; panels, menus and backgrounds are none. */
export interface DesktopWindow {
  readonly id: string
  /**
   * The processes of this computer that show it: who holds its connection, as the desktop knows it; with a forwarded display that is
   * the process that forwards. Empty where the desktop cannot tell.
   */
  readonly pids: readonly number[]
  /** The process that its program says it is, on `host`; null where it says nothing. */
  readonly claims: number | null
  /** The computer that its program runs on, where it says so. */
  readonly host: string | null
  readonly title: string
  /** The kind of program, as it calls itself: `XTerm`. */
  readonly kind: string
  /** Belongs to another window: a dialog. */
  readonly dialog: boolean
  /** Of the content, without the frame. */
  readonly content: Bounds
  readonly frame: Frame
  /** Null is on all of them. */
  readonly desktop: number | null
  readonly show: Show
  readonly sizes: Sizes
}

/** Where one window shall be. */
export interface Move {
  /** Of the window. */
  readonly id: string
  /** Null leaves it where it is. For other shows than normal it tells the monitor, and where it comes back to. */
  readonly bounds: Bounds | null
  /** What of it takes these bounds: the whole window with its frame, or the content alone. */
  readonly edge: 'frame' | 'content'
  /** Null leaves it. */
  readonly desktop: number | null
  readonly show: Show
}

/** What became of one `Move`. */
export interface Placed {
  readonly id: string
  /** As it is now; null when it is gone. */
  readonly window: DesktopWindow | null
  /** Where its bounds were wished: by how many px the farthest side is off. 0 is exact. */
  readonly error: number
  /** What could not be had, and why; empty when all is as wished. */
  readonly problems: readonly Problem[]
}

/** What a desktop does for windows that are not ours, told before anything is started. */
export interface Ability {
  readonly positions: boolean
  readonly sizes: boolean
  /** `grows`: as many as are asked for; `fixed`: those that are there. */
  readonly desktops: 'grows' | 'fixed' | 'none'
  readonly shows: readonly Show[]
  /** What it cannot do, for people; empty when nothing is missing. */
  readonly problems: readonly Problem[]
}

/** A kind of desktop: its monitors, its virtual desktops, and other programs' windows on it. It is found, never configured. */
export interface DesktopPlugin {
  readonly role: 'desktop'
  readonly id: PluginId
  /** For people: "X11 desktop". */
  readonly title: string
  readonly summary: string
  /** Is this the desktop that the shell's programs open their windows on? Another desktop is an answer, never an error. */
  probe(context: Context): Promise<Probe>
  /** What cannot be had here. Reading only. */
  can(context: Context): Promise<Ability>
  /** The primary one first, then from left to right. Reading only. */
  screens(context: Context): Promise<readonly Monitor[]>
  /** Reading only. */
  desktops(context: Context): Promise<VirtualDesktops>
  /** The oldest first. Reading only. */
  windows(context: Context): Promise<readonly DesktopWindow[]>
  /**
   * Asks for all moves at once, looks what became of them, and corrects once more what is off. Never throws for one window:
   * what it would not take is in its problems. Repeating it does no harm.
   */
  place(context: Context, moves: readonly Move[]): Promise<readonly Placed[]>
  /**
   * Calls `changed` when windows came or went, or monitors changed. Resolves when it listens; `ended` of what it gives resolves
   * when it does not listen any more.
   */
  watch(context: Context, changed: () => void): Promise<Watching>
}
