import { ProblemError } from '../../shared/model/problem.ts'
import type { Subject } from './subject.ts'

/** The connection was there, and is not any more: what was asked over it may be asked again over a new one. */
export const isLost = (cause: unknown): cause is ProblemError => cause instanceof ProblemError && cause.problem.code === 'ssh.lost'

/** A machine that is acted on, through whatever connection leads to it now. */
export interface Held {
  subject(): Subject
  /** Enters what carries it again; those who ask at the same time get one and the same. */
  again(): Promise<Subject>
}

/** Enters what carries the machine. Rejects as `prepare` does. */
export async function hold(prepare: () => Promise<Subject>): Promise<Held> {
  let subject = await prepare()
  let going: Promise<Subject> | null = null
  const enter = async () => {
    try {
      // The first try may still go by what was seen of the carrier before its connection broke.
      subject = await prepare().catch((cause: unknown) => {
        if (cause instanceof ProblemError && cause.problem.code.startsWith('ssh.')) return prepare()
        throw cause
      })
      return subject
    } finally {
      going = null
    }
  }
  return { subject: () => subject, again: () => (going ??= enter()) }
}
