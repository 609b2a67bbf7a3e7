import { hasCode, ProblemError } from '../../shared/model/problem.ts'
import type { Shell } from '../../shared/plugin/shell.ts'
import type { Subject } from './subject.ts'

/** The connection was there, and is not any more: what was asked over it may be asked again over a new one. */
export const isLost = (cause: unknown): cause is ProblemError => hasCode(cause, 'ssh.lost')

const PASSED = new Set(['ssh.refused', 'ssh.lost'])

/**
 * What was asked over a connection that was lost meanwhile is asked once more, after `again`: that does no harm. Not when the signal has
 * ended, for then nobody waits for it.
 */
export async function overNew<T>(ask: () => Promise<T>, signal: AbortSignal, again?: (lost: ProblemError) => Promise<unknown>): Promise<T> {
  try {
    return await ask()
  } catch (cause) {
    if (signal.aborted || !isLost(cause)) throw cause
    await again?.(cause)
    return ask()
  }
}

/** A machine that is acted on, through whatever connection leads to it now. */
export interface Held {
  subject(): Subject
  /** Whether the connection to what carries it was lost since it was entered last: a plugin that looks answers `unknown` then. */
  lost(): boolean
  /** Enters what carries it again; those who ask at the same time get one and the same. */
  again(): Promise<Subject>
}

/** Enters what carries the machine. Rejects as `prepare` does. */
export async function hold(prepare: () => Promise<Subject>): Promise<Held> {
  let broken = false
  const entered = async (): Promise<Subject> => {
    // The first try may still go by what was seen of the carrier a moment before it fell.
    const subject = await prepare().catch((cause: unknown) => {
      if (cause instanceof ProblemError && PASSED.has(cause.problem.code)) return prepare()
      throw cause
    })
    const shell = noticing(subject.context.shell, () => {
      broken = true
    })
    return { ...subject, context: { ...subject.context, shell } }
  }
  let subject = await entered()
  let going: Promise<Subject> | null = null
  const enter = async () => {
    try {
      subject = await entered()
      broken = false
      return subject
    } finally {
      going = null
    }
  }
  return { subject: () => subject, lost: () => broken, again: () => (going ??= enter()) }
}

/** The same shell, which tells when it turns out that its connection is gone. */
function noticing(shell: Shell, lost: () => void): Shell {
  const heeding =
    <A extends unknown[], R>(ask: (...args: A) => Promise<R>) =>
    (...args: A): Promise<R> =>
      ask(...args).catch((cause: unknown) => {
        if (isLost(cause)) lost()
        throw cause
      })
  return {
    ...shell,
    run: heeding(shell.run),
    read: heeding(shell.read),
    connect: heeding(shell.connect),
    forward: heeding(shell.forward),
    terminal: heeding(shell.terminal),
  }
}
