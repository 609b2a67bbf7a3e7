import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout } from 'node:timers/promises'

const MERCY_MS = 2_000

/** Ends a process with all that it started in its group, and waits for it. */
export async function endGroup(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || hasEnded(child)) return
  const gone = once(child, 'exit')
  signal(child.pid, 'SIGTERM')
  const soon = new AbortController()
  await Promise.race([gone, setTimeout(MERCY_MS, undefined, { signal: soon.signal }).catch(() => undefined)])
  soon.abort()
  if (hasEnded(child)) return
  signal(child.pid, 'SIGKILL')
  await gone
}

/** A process that has ended, but is not yet known to have, is no error. */
function signal(group: number, name: NodeJS.Signals): void {
  try {
    process.kill(-group, name)
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'ESRCH')) throw cause
  }
}

const hasEnded = ({ exitCode, signalCode }: ChildProcess): boolean => exitCode !== null || signalCode !== null
