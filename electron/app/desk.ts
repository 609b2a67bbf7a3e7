import type { SessionId } from '../../shared/model/id.ts'
import type { Bounds } from '../../shared/logic/geometry/measure.ts'
import type { Placement, Screen } from '../../shared/model/layout.ts'
import type { Problem } from '../../shared/model/problem.ts'
import type { TrayModel } from '../../shared/logic/tray.ts'

/** Which window: the app's own, or that of one session. */
export type WindowKey = 'app' | SessionId

export interface WindowWish {
  readonly key: WindowKey
  readonly title: string
  /** Null lets the desk choose. */
  readonly placement: Placement | null
}

/** What owns windows, tray and screens. Electron, Chromium app windows, a plain browser, or nothing at all. */
export interface Desk {
  readonly kind: 'electron' | 'chromium' | 'browser' | 'none'
  /** Opens the window, or brings the one that is open to the front. Resolves when it is there. */
  open(wish: WindowWish): Promise<void>
  /** Closing what is not open is no error. */
  close(key: WindowKey): Promise<void>
  /** The windows that are open now. */
  windows(): readonly WindowKey[]
  place(key: WindowKey, placement: Placement): Promise<void>
  /** Where the window truly is, in logical px of the whole desktop; null when it is not open. Absent where this desk cannot tell. */
  bounds?(key: WindowKey): Promise<Bounds | null>
  /**
   * Brings an open window to a virtual desktop, by number from 0 or by name. False where this desk cannot, or the desktop has none such.
   */
  toDesktop?(key: WindowKey, desktop: number | string): Promise<boolean>
  /**
   * What this desktop cannot do for the windows of these sessions, known before they are opened; absent where nothing can be missing.
   */
  shortcomings?(sessions: readonly SessionId[]): Promise<readonly Problem[]>
  screens(): Promise<readonly Screen[]>
  /** Told when a window came or went, whoever did it. */
  onChange(listen: (key: WindowKey, state: 'open' | 'closed') => void): void
  /** Shows the tray's menu, where this desk has a tray. */
  tray(model: TrayModel): void
  /** Asks a person; resolves with the chosen button's index, or null where nobody can be asked. */
  ask(title: string, message: string, buttons: readonly string[]): Promise<number | null>
  /** Closes every window and ends. */
  end(): Promise<void>
}
