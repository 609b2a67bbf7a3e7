import type { PluginCard } from '../contract/card.ts'
import type { ComponentId } from '../model/id.ts'
import type { Nature } from '../plugin/plugin.ts'
import type { Member } from './members.ts'

/** What a machine's settings say of it. */
export interface Facts {
  readonly nature: Nature
  readonly claims: readonly string[]
}

/** The computer on which the engine runs, as far as it is known. */
export type Ground = Pick<Nature, 'architecture' | 'memoryMib' | 'cpus'>

export interface StartInput {
  /** All that are drawn, whatever workspace they belong to. */
  readonly members: readonly Member[]
  /** Whether the plan starts it: these are judged. */
  starts(component: ComponentId): boolean
  /** Whether it is up already, and so takes room; it is not judged any more. */
  up(component: ComponentId): boolean
  /** Null where its settings do not fit, which is told elsewhere. */
  facts(member: Member): Facts | null
  readonly plugins: readonly Pick<PluginCard, 'id' | 'title' | 'carries'>[]
  readonly ground: Ground
  /** Whether the machine is only a name for what carries it, such as "this computer". */
  isPlace(member: Member): boolean
  /** The name of the other workspace that it belongs to. */
  of(component: ComponentId): string | null
}

/** A carrier and those who stand on it; no member is this computer. */
export interface Room {
  readonly carrier: Member | null
  readonly nature: Ground | null
  readonly guests: readonly Member[]
}
