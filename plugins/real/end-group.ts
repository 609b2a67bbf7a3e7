import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout } from 'node:timers/promises'

/** Ends a process with all that it started in its group, and waits for it. */
export async function endGroup(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  process.kill(-child.pid, 'SIGTERM')
  const soon = new AbortController()
  await Promise.race([gone, setTimeout(2_000, undefined, { signal: soon.signal }).catch(() => undefined)])
  soon.abort()
  if (child.exitCode !== null || child.signalCode !== null) return
  process.kill(-child.pid, 'SIGKILL')
  await gone
}
