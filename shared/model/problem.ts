import { z } from 'zod'
import { CheckName } from './override.ts'

/** What went wrong, for people: `title` at a glance, `message` what and why, `hint` what to do. Codes are permanent. */
export const Problem = z.strictObject({
  code: z.string().regex(/^[a-z]+(\.[a-z-]+)+$/),
  severity: z.enum(['error', 'warning']),
  title: z.string(),
  message: z.string(),
  hint: z.string().optional(),
  /** The id of the entry, component, session or step that is meant. */
  about: z.string().optional(),
  /** Raw output or the path of a bad field: for those who want to look closer. */
  detail: z.string().optional(),
  /** The check that found it, where a person may override it for the component it is about. */
  check: CheckName.optional(),
})
export type Problem = z.infer<typeof Problem>

/** How a problem travels inside one process. Across a wire only the `problem` goes. */
export class ProblemError extends Error {
  readonly problem: Problem
  constructor(problem: Problem, options?: ErrorOptions) {
    super(problem.message, options)
    this.name = 'ProblemError'
    this.problem = problem
  }
}

/** Whether it is the problem of that code. */
export const hasCode = (cause: unknown, code: string): cause is ProblemError => cause instanceof ProblemError && cause.problem.code === code
