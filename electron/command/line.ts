import { connect } from '../../shared/contract/connect.ts'
import type { Composer } from '../../shared/contract/contract.ts'
import type { Wire } from '../../shared/contract/wire.ts'
import type { Event } from '../../shared/model/event.ts'
import type { Problem } from '../../shared/model/problem.ts'

/** A line to an engine, wherever it lives. */
export interface Line {
  readonly composer: Composer
  /** Where a browser finds an engine that belongs to an app or daemon that was there before; null for one of our own. */
  readonly shared: { readonly link: string } | null
  /** Returns how to stop listening. */
  listen(hear: (event: Event) => void): () => void
  /** Told once when the engine goes away before `end`. */
  onLost(listen: () => void): void
  end(): Promise<void>
}

/** Lays a line over a wire; `end` hangs up, and ends the engine where it is our own. */
export function layLine(wire: Wire, shared: Line['shared'], end: () => Promise<void>): Line {
  const ears = new Set<(event: Event) => void>()
  const { composer } = connect(wire, (event) => ears.forEach((hear) => hear(event)))
  return {
    composer,
    shared,
    listen(hear) {
      ears.add(hear)
      return () => void ears.delete(hear)
    },
    onLost: (listen) => wire.onClose(listen),
    end,
  }
}

/** What a closed wire means to whoever typed a command; `wire.closed` speaks to a screen that comes back by itself. */
export const engineGone: Problem = {
  code: 'engine.gone',
  severity: 'error',
  title: 'The engine went away',
  message: 'It ended or was killed before this was through. Machines stay as they are; a run that went on is marked interrupted.',
  hint: 'Look with "servicecomposer status", then do it again: only what is missing is done.',
}
