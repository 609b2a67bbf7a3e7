import { setTimeout as sleep } from 'node:timers/promises'
import type { Wire } from '../../shared/contract/wire.ts'
import { ProblemError } from '../../shared/model/problem.ts'
import { findOwner, type Owner } from '../app/owner.ts'
import { memoryWires } from '../bridge/memory-wire.ts'
import { dial } from '../bridge/socket-wire.ts'
import type { Interrupts } from './interrupts.ts'
import { layLine, type Line } from './line.ts'
import type { Output } from './output.ts'

/** An engine that lives in this process. */
export interface OwnEngine {
  readonly composed: { welcome(wire: Wire): void; clients(): number; busy(): boolean }
  end(): Promise<void>
}

export interface ReachParts {
  readonly data: string
  /** Opens an engine here. Rejects with `inventory.busy` when another one owns the data folder. */
  begin(): Promise<OwnEngine>
  readonly output: Output
  readonly interrupts: Interrupts
}

/** So long an engine that is just coming or going may take. */
const PATIENCE_MS = 5_000
const POLL_MS = 50

/**
 * The engine that runs already, or one of our own for as long as this command takes. The lock of the database decides: an owner
 * that is announced may be dead, and one that is just starting is not announced yet. Rejects with `engine.unreachable`, or with
 * what kept an engine of our own from opening.
 */
export async function reachEngine(parts: ReachParts): Promise<Line> {
  const tooLate = performance.now() + PATIENCE_MS
  for (;;) {
    const owner = findOwner(parts.data)
    const called = owner ? await attempt(() => call(owner), 'engine.unreachable') : null
    if (called && 'done' in called) return called.done
    const own = await attempt(() => openOwn(parts), 'inventory.busy')
    if ('done' in own) return own.done
    if (performance.now() > tooLate || parts.interrupts.ending.aborted) throw (called ?? own).refused
    await sleep(POLL_MS)
  }
}

async function call(owner: Owner): Promise<Line> {
  const { wire, hangUp } = await dial(owner)
  return layLine(wire, { link: `http://127.0.0.1:${owner.port}/#token=${owner.token}` }, async () => hangUp())
}

async function openOwn({ begin, output, interrupts }: ReachParts): Promise<Line> {
  const engine = await begin()
  const { near, far, hangUp } = memoryWires()
  engine.composed.welcome(far)
  return layLine(near, null, async () => {
    await othersLeft(engine, output, interrupts)
    hangUp()
    await engine.end()
  })
}

/** A second command may have joined this engine: it lasts until that one is through, or until somebody does not want to wait. */
async function othersLeft({ composed }: OwnEngine, output: Output, interrupts: Interrupts): Promise<void> {
  const inUse = () => composed.clients() > 1 || composed.busy()
  if (!inUse() || interrupts.ending.aborted) return
  output.aside('Another command still uses this engine; it ends when that one has ended. Ctrl-C does not wait.')
  let waiting = true
  const calm = interrupts.onInterrupt(() => {
    waiting = false
  })
  while (waiting && inUse() && !interrupts.ending.aborted) await sleep(POLL_MS)
  calm()
}

/** What came of it; a refusal with this code is an answer, all else is thrown. */
async function attempt<T>(act: () => Promise<T>, code: string): Promise<{ done: T } | { refused: ProblemError }> {
  try {
    return { done: await act() }
  } catch (cause) {
    if (cause instanceof ProblemError && cause.problem.code === code) return { refused: cause }
    throw cause
  }
}
