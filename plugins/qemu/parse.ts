import { z } from 'zod'
import type { Condition } from '../../shared/model/machine.ts'

const Status = z.object({ status: z.string() })

/** What `query-status` says, as a condition; with a note where the word alone would hide something. */
export function readStatus(answer: unknown): { readonly condition: Condition; readonly note?: string } {
  const read = Status.safeParse(answer)
  if (!read.success) return { condition: 'unknown', note: 'QEMU gave its state in a form that is not known here' }
  return states[read.data.status] ?? { condition: 'unknown', note: `QEMU says "${read.data.status}"` }
}

/** The run states of QEMU (qapi/run-state.json). */
const states: Readonly<Record<string, { readonly condition: Condition; readonly note?: string }>> = {
  running: { condition: 'on' },
  paused: { condition: 'paused' },
  suspended: { condition: 'paused', note: 'the guest sleeps (ACPI S3)' },
  'io-error': { condition: 'paused', note: 'stopped by an input/output error: is the disk of the host full?' },
  watchdog: { condition: 'paused', note: 'stopped by its watchdog' },
  debug: { condition: 'paused', note: 'stopped by a debugger' },
  prelaunch: { condition: 'starting' },
  inmigrate: { condition: 'starting', note: 'its state is being read' },
  'restore-vm': { condition: 'starting', note: 'its state is being read' },
  'save-vm': { condition: 'paused', note: 'its state is being written' },
  'finish-migrate': { condition: 'stopping', note: 'it moves away' },
  postmigrate: { condition: 'paused', note: 'it has moved away' },
  shutdown: { condition: 'stopping', note: 'the guest has gone down' },
  'guest-panicked': { condition: 'unknown', note: 'the kernel of the guest has panicked' },
  'internal-error': { condition: 'unknown', note: 'the processor of the guest stands still after an internal error of its acceleration' },
}

/** `QEMU emulator version 7.2.22 (Debian …)` → `7.2.22`; null when it says something else. */
export const readVersion = (text: string): string | null => /^QEMU emulator version (\S+)/m.exec(text)?.[1] ?? null

/** The last lines of what a program complained, without its warnings. */
export const lastLines = (text: string, count = 3): string =>
  text
    .split('\n')
    .filter((line) => line.trim() && !/: warning: /.test(line))
    .slice(-count)
    .join('\n')

/** Why QEMU did not start, as its stderr says. */
export type Refusal =
  | { readonly why: 'running' }
  | { readonly why: 'port-used'; readonly at: string }
  | { readonly why: 'disk-locked'; readonly file: string }
  | { readonly why: 'no-memory' }
  | { readonly why: 'other' }

export function readRefusal(stderr: string): Refusal {
  if (/Cannot lock pid file/i.test(stderr)) return { why: 'running' }
  const forward = /Could not set up host forwarding rule '(?:tcp|udp):([^']*?)-[^']*'/.exec(stderr)
  if (forward?.[1]) return { why: 'port-used', at: forward[1] }
  if (/Failed to get (shared )?"\w+" lock/.test(stderr))
    return { why: 'disk-locked', file: /using the image \[(.*)\]\?/.exec(stderr)?.[1] ?? 'the disk image' }
  if (/cannot set up guest memory|Cannot allocate memory/.test(stderr)) return { why: 'no-memory' }
  return { why: 'other' }
}
