import type Database from 'better-sqlite3'
import { basename, resolve } from 'node:path'
import { atOnce } from '../../shared/logic/paced.ts'
import type { Entry } from '../../shared/model/document.ts'
import type { Machine } from '../../shared/model/machine.ts'
import { type Problem, ProblemError } from '../../shared/model/problem.ts'
import { keepAside } from './aside.ts'
import { openDatabase } from './database.ts'
import { type Entries, openEntries } from './entries.ts'
import { openEvents } from './events.ts'
import { faultOf, isDamage, withFaults } from './faults.ts'
import type { Inventory } from './inventory.ts'
import { prune } from './prune.ts'
import { openRuns } from './runs.ts'
import { makeSearch } from './search.ts'
import { openSecrets } from './secrets.ts'

/**
 * Opens the inventory at `path` (`:memory:` for none) and owns it until it is disposed. A damaged file is kept aside and a fresh one
 * begun; that, and writes of history that the disk refused, are told as problems to `tell`. Throws `inventory.busy`,
 * `inventory.newer`, `inventory.foreign`, `inventory.migration`, `inventory.unwritable`, `inventory.full`, `inventory.disk`.
 */
export function openInventory(path: string, tell: (problem: Problem) => void = () => {}, now: () => number = Date.now): Inventory {
  const place = path === ':memory:' ? path : resolve(path)
  const { database, entries } = withFaults(place, () => openOrReplace(place, tell, now))
  const failed = tellOnce(place, tell)
  // On a full disk the inventory opens all the same; the next opening forgets.
  attempt(() => prune(database), failed)
  const events = openEvents(database, failed, (run) => runs.planOf(run))
  const runs = openRuns(database, events.of, failed)
  const secrets = openSecrets(database, now)
  const search = makeSearch()
  const machinesOf = remember((all: readonly Entry[]) => all.filter((entry): entry is Machine => entry.type === 'machine'))
  search.warm(machinesOf(entries.all()))
  const safe = <T>(act: () => T) => withFaults(place, act)

  return {
    revision: () => entries.revision(),
    entries: () => entries.all(),
    entry: (id) => entries.one(id),
    edit: (edit, name) => safe(() => entries.edit(edit, name)),
    edits: (limit) => safe(() => entries.edits(limit)),
    search: (text, limit, offset) => search.find(machinesOf(entries.all()), text, limit, offset),
    lastSeq: () => events.lastSeq(),
    keepEvent: (event, run) => events.keep(event, run),
    eventsSince: (seq, limit) => safe(() => events.since(seq, limit)),
    eventsOf: (run) => safe(() => events.of(run)),
    keepRun: (run) => safe(() => atOnce(runs.keeping(run))),
    *keepingRun(run) {
      try {
        yield* runs.keeping(run)
      } catch (cause) {
        throw faultOf(cause, place)
      }
    },
    run: (id) => safe(() => runs.one(id)),
    runs: (limit) => safe(() => runs.newest(limit)),
    unfinished: () => safe(() => runs.unfinished()),
    keepSecret: (ref, label, cipher) => safe(() => secrets.keep(ref, label, cipher)),
    cipher: (ref) => safe(() => secrets.cipher(ref)),
    [Symbol.dispose]() {
      if (!database.open) return
      events.flush()
      runs.flush()
      database.close()
    },
  }
}

interface Opened {
  readonly database: Database.Database
  readonly entries: Entries
}

function openOrReplace(path: string, tell: (problem: Problem) => void, now: () => number): Opened {
  try {
    return openBoth(path, now)
  } catch (cause) {
    if (!isDamage(cause)) throw cause
    const aside = keepAside(path, new Date(now()))
    const opened = openBoth(path, now)
    tell({
      code: 'inventory.corrupt',
      severity: 'warning',
      title: 'The inventory was damaged; a fresh one was begun',
      message: `${path} could not be read (${cause.message}). It was kept as ${aside}, unchanged.`,
      hint: `Import a file you exported, or put a copy of ${basename(path)} from a backup in its place.`,
      detail: aside,
    })
    return opened
  }
}

function openBoth(path: string, now: () => number): Opened {
  const database = openDatabase(path)
  try {
    return { database, entries: openEntries(database, now) }
  } catch (cause) {
    database.close()
    throw cause
  }
}

/** One problem until the same no longer happens for a minute: a full disk would else be told with every event. */
function tellOnce(path: string, tell: (problem: Problem) => void): (cause: unknown) => void {
  let quietUntil = 0
  return (cause) => {
    const fault = faultOf(cause, path)
    if (!(fault instanceof ProblemError)) throw fault
    const calm = performance.now() > quietUntil
    quietUntil = performance.now() + 60_000
    if (calm) tell(fault.problem)
  }
}

function attempt(act: () => void, failed: (cause: unknown) => void): void {
  try {
    act()
  } catch (cause) {
    failed(cause)
  }
}

function remember<I extends object, O>(make: (input: I) => O): (input: I) => O {
  let last: { input: I; output: O } | null = null
  return (input) => {
    if (last?.input !== input) last = { input, output: make(input) }
    return last.output
  }
}
