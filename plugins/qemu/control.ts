import { ProblemError } from '../../shared/model/problem.ts'
import type { Context } from '../../shared/plugin/plugin.ts'
import type { Place } from './place.ts'
import { speakQmp, type Qmp } from './qmp.ts'

/** One answer may take this long; QEMU answers within milliseconds unless its host is badly overloaded. */
const ANSWER_MS = 5_000
/** A first monitor that is this silent is held by somebody else: QEMU greets one client at a time. */
const GREETING_MS = 1_500

/** Talks to the machine's QEMU and hangs up again. Gives null when there is none: nobody listens on its sockets. */
export async function withQmp<T>(context: Context, place: Place, talk: (qmp: Qmp) => Promise<T>): Promise<T | null> {
  const qmp = await openQmp(context, place)
  if (qmp === null) return null
  try {
    return await talk(qmp)
  } finally {
    qmp.end()
  }
}

async function openQmp(context: Context, place: Place): Promise<Qmp | null> {
  const [first, second] = place.monitors
  try {
    return await openAt(context, first, GREETING_MS)
  } catch (cause) {
    if (!hasCode(cause, 'qemu.silent')) throw cause
    return openAt(context, second, ANSWER_MS)
  }
}

async function openAt(context: Context, path: string, greetingMs: number): Promise<Qmp | null> {
  context.signal.throwIfAborted()
  try {
    const stream = await context.shell.connect({ path }, context.signal)
    return await speakQmp(stream, context.signal, { greetingMs, answerMs: ANSWER_MS })
  } catch (cause) {
    // Closed before it greeted: it ended in this very moment.
    if (hasCode(cause, 'connect.refused') || hasCode(cause, 'qemu.gone')) return null
    throw cause
  }
}

export const hasCode = (cause: unknown, code: string): boolean => cause instanceof ProblemError && cause.problem.code === code
