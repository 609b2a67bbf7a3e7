import type { Edit, Entry } from '../../shared/model/document.ts'
import type { Event } from '../../shared/model/event.ts'
import type { MachineId, RunId } from '../../shared/model/id.ts'
import type { SecretRef } from '../../shared/model/machine.ts'
import type { RunRecord } from '../../shared/model/run.ts'

/** The truth on one machine: entries, runs, events, secrets. One process owns it at a time. */
export interface Inventory extends Disposable {
  /** Counts edits; grows by one with each. */
  revision(): number
  entries(): readonly Entry[]
  entry(id: string): Entry | null
  /** Applies all of it or nothing. Throws `document.stale` when a `was` is not what is there, `document.invalid` for what breaks a reference. */
  edit(edit: Edit): number
  /** Machines whose label, plugin, address, tags or options hold every word; `key:value` words narrow one field. */
  search(text: string, limit: number, offset: number): { machines: MachineId[]; total: number }

  /** The highest sequence number that was ever given; 0 in a new database. */
  lastSeq(): number
  keepEvent(event: Event, run: RunId | null): void
  eventsSince(seq: number, limit: number): Event[]
  eventsOf(run: RunId): Event[]
  keepRun(run: RunRecord): void
  run(id: RunId): RunRecord | null
  /** Newest first. */
  runs(limit: number): RunRecord[]
  /** Runs that began and never ended: the engine died under them. */
  unfinished(): RunRecord[]

  keepSecret(ref: SecretRef, label: string, cipher: Uint8Array): void
  cipher(ref: SecretRef): Uint8Array | null
}
