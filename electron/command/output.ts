import { showProblem } from '../../shared/logic/show-problem.ts'
import type { Problem } from '../../shared/model/problem.ts'

/** Where a verb prints: words for people, or JSON for programs. */
export interface Output {
  readonly json: boolean
  /** The one result: `text` for people, `value` as one JSON value for programs. */
  result(value: unknown, text: string): void
  /** Something on the way: a line for people, one JSON line for programs. */
  progress(value: unknown, line: string | null): void
  /** Why it did not work. It goes to the error stream for people; for programs it is a JSON line of its own, `{"problem": …}`. */
  problem(problem: Problem): void
  /** Something to know besides, which changes nothing about the result: always on the error stream. */
  aside(news: Problem | string): void
}

export interface Streams {
  out(text: string): void
  error(text: string): void
}

export const openOutput = (json: boolean, { out, error }: Streams): Output => ({
  json,
  result: (value, text) => out(json ? `${JSON.stringify(value)}\n` : text && `${text}\n`),
  progress: (value, line) => {
    if (json) out(`${JSON.stringify(value)}\n`)
    else if (line !== null) out(`${line}\n`)
  },
  problem: (problem) => (json ? out(`${JSON.stringify({ problem })}\n`) : error(`${showProblem(problem)}\n`)),
  aside: (news) => {
    if (typeof news === 'string') error(`${news}\n`)
    else error(json ? `${JSON.stringify({ problem: news })}\n` : `${showProblem(news)}\n`)
  },
})

/** How a command ends, as a shell sees it. */
export const EXIT = { done: 0, failed: 1, misused: 2, cancelled: 130 } as const
export type ExitCode = (typeof EXIT)[keyof typeof EXIT]
