import type { Paced } from '../../shared/logic/paced.ts'
import type { Edit, Entry } from '../../shared/model/document.ts'
import type { Event } from '../../shared/model/event.ts'
import type { MachineId, RunId } from '../../shared/model/id.ts'
import type { SecretRef } from '../../shared/model/machine.ts'
import type { RunRecord } from '../../shared/model/run.ts'

/** One edit as it was applied, at a time in ms since 1970. */
export interface KeptEdit {
  readonly revision: number
  readonly at: number
  readonly name: string | null
  readonly edit: Edit
}

/** The truth on one machine: entries, runs, events, secrets. One process owns it at a time. */
export interface Inventory extends Disposable {
  /** Counts edits; grows by one with each. */
  revision(): number
  entries(): readonly Entry[]
  entry(id: string): Entry | null
  /**
   * Applies all of it or nothing; returns the new revision. Throws `document.stale` when a `was` is not what is there,
   * `document.invalid` for what no schema or reference allows, `document.in-use` when something removed is still named.
   */
  edit(edit: Edit, name?: string): number
  /** What was edited, newest first. */
  edits(limit: number): KeptEdit[]
  /** Machines whose label, plugin, address, tags or options hold every word; `key:value` words narrow one field. */
  search(text: string, limit: number, offset: number): { machines: MachineId[]; total: number }

  /** The highest sequence number that was ever given; 0 in a new database. */
  lastSeq(): number
  keepEvent(event: Event, run: RunId | null): void
  eventsSince(seq: number, limit: number): Event[]
  eventsOf(run: RunId): Event[]
  keepRun(run: RunRecord): void
  /** The same as work that can be laid down: a large run is written in many small pieces, and counts when all of them are. */
  keepingRun(run: RunRecord): Paced<void>
  run(id: RunId): RunRecord | null
  /** Newest first. */
  runs(limit: number): RunRecord[]
  /** Runs that began and never ended: the engine died under them. */
  unfinished(): RunRecord[]

  keepSecret(ref: SecretRef, label: string, cipher: Uint8Array): void
  cipher(ref: SecretRef): Uint8Array | null
}
