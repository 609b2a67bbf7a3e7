import { connect, type Client } from '../../shared/contract/connect.ts'
import type { Composer } from '../../shared/contract/contract.ts'
import type { Wire } from '../../shared/contract/wire.ts'
import type { Event } from '../../shared/model/event.ts'

/** A line to an engine, wherever it lives. */
export interface Line {
  readonly composer: Composer
  /** True when the engine belongs to an app or daemon that was there before. */
  readonly shared: boolean
  /** Returns how to stop listening. */
  listen(hear: (event: Event) => void): () => void
  end(): Promise<void>
}

/** Lays a line over a wire; `end` hangs up, and ends the engine where it is our own. */
export function layLine(wire: Wire, shared: boolean, end: () => Promise<void>): Line {
  const ears = new Set<(event: Event) => void>()
  const client: Client = connect(wire, (event) => ears.forEach((hear) => hear(event)))
  return {
    composer: client.composer,
    shared,
    listen(hear) {
      ears.add(hear)
      return () => void ears.delete(hear)
    },
    end,
  }
}
