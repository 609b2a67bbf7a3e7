import type { WorkspaceId } from '../../shared/model/id.ts'
import type { Clock } from './clock.ts'

export interface WatchParts {
  readonly clock: Clock
  /** Whether anybody would see what changes. */
  somebody(): boolean
  /** Workspaces with something up, and no run that looks by itself. */
  awake(): readonly WorkspaceId[]
  look(workspace: WorkspaceId, signal: AbortSignal): Promise<unknown>
  log(cause: unknown): void
}

/** Between two looks. */
const EVERY_MS = 3_000

/** Looks again and again at what is up while somebody watches, so that a machine that was killed shows as off soon. Returns how to stop. */
export function watch({ clock, somebody, awake, look, log }: WatchParts): () => Promise<void> {
  const over = new AbortController()
  const { signal } = over
  const loop = async () => {
    while (!signal.aborted) {
      await clock.sleep(EVERY_MS, signal)
      if (!somebody()) continue
      for (const workspace of awake()) await look(workspace, signal)
    }
  }
  const guarded = async () => {
    while (!signal.aborted) {
      try {
        await loop()
      } catch (cause) {
        // One bad look is told in the log; the next one may be better.
        if (!signal.aborted) log(cause)
      }
    }
  }
  const done = guarded()
  return async () => {
    over.abort()
    await done
  }
}
