import type { Ground } from '../../shared/logic/start-input.ts'
import type { Problem } from '../../shared/model/problem.ts'
import type { DesktopPlugin } from '../../shared/plugin/desktop.ts'
import type { Plugin } from '../../shared/plugin/plugin.ts'
import type { Clock } from '../engine/clock.ts'
import type { Inventory } from '../inventory/inventory.ts'
import type { Vault } from '../inventory/vault.ts'
import type { SessionParts, Sessions } from '../sessions/sessions.ts'
import type { Desk } from './desk.ts'
import type { Timeouts } from './planning.ts'

/** What a composition root hands over. The composer ends none of it but the sessions it opened through `openSessions`. */
export interface Parts {
  readonly inventory: Inventory
  readonly vault: Vault
  readonly plugins: readonly Plugin[]
  readonly desk: Desk
  /** Kinds of desktops that place the windows of other programs; without one they stay where they open. */
  readonly desktops?: readonly DesktopPlugin[]
  /** Opens the shells; questions about host keys and secrets of logins come back through what is handed in. */
  openSessions(needs: Pick<SessionParts, 'ask' | 'secret'>): Sessions
  readonly version: string
  /** The data folder. */
  readonly data: string
  readonly clock?: Clock
  /** What this computer has for its guests, where it is not asked itself. */
  readonly ground?: Ground
  /** How long steps may take, where it is not the usual time. */
  readonly timeouts?: Timeouts
  /** What went wrong before there was anybody to tell, such as a damaged inventory that was kept aside. */
  readonly foundAtStart?: readonly Problem[]
  /** The example as text that can be taken in, made when it is asked for; null where it cannot be made at all. */
  example?(): Promise<string | null>
  /** The Chromium of this computer; null where there is none. */
  chromium?(): string | null
  /** Ends the process; the root waits for `end` of the composer first. */
  quit(): void
  log(cause: unknown): void
}
