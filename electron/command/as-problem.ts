import { ProblemError, type Problem } from '../../shared/model/problem.ts'

/** Whatever was thrown, as something a person can read. */
export const asProblem = (cause: unknown): Problem =>
  cause instanceof ProblemError
    ? cause.problem
    : {
        code: 'app.unexpected',
        severity: 'error',
        title: 'Something went wrong inside ServiceComposer',
        message: cause instanceof Error ? cause.message : String(cause),
        ...(cause instanceof Error && cause.stack ? { detail: cause.stack } : {}),
      }
