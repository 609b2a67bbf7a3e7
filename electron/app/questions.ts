import { randomUUID } from 'node:crypto'
import type { News } from '../../shared/model/event.ts'
import { ProblemError } from '../../shared/model/problem.ts'
import type { Question } from '../../shared/model/question.ts'
import type { Clock } from '../engine/clock.ts'

export interface Questions {
  /** Asks whoever is there. Null is no: nobody there, nobody answered in time, or the engine ends. */
  ask(question: Omit<Question, 'id'>): Promise<string | null>
  open(): Question[]
  /** Throws `question.gone` and `question.choice`. */
  answer(question: string, choice: string): void
  end(): void
}

export interface QuestionParts {
  publish(news: News): void
  /** Whether a client is connected that could show the question. */
  somebody(): boolean
  /** Asks without a client: the index of the chosen button, or null. */
  desk(title: string, message: string, buttons: readonly string[]): Promise<number | null>
  readonly clock: Clock
  readonly patienceMs?: number
}

/** How long a person may take. */
const PATIENCE_MS = 120_000

export function openQuestions({ publish, somebody, desk, clock, patienceMs = PATIENCE_MS }: QuestionParts): Questions {
  const waiting = new Map<string, { question: Question; settle(choice: string | null): void }>()
  return {
    async ask(wish) {
      if (!somebody()) {
        const index = await desk(
          wish.title,
          wish.message,
          wish.choices.map((choice) => choice.label),
        )
        return index === null ? null : (wish.choices[index]?.id ?? null)
      }
      const question: Question = { ...wish, id: randomUUID() }
      const { promise, resolve } = Promise.withResolvers<string | null>()
      const answered = new AbortController()
      waiting.set(question.id, { question, settle: resolve })
      publish({ type: 'question.asked', question })
      const tooLate = clock.sleep(patienceMs, answered.signal).then(
        () => null,
        () => null,
      )
      const choice = await Promise.race([promise, tooLate])
      answered.abort()
      waiting.delete(question.id)
      // An empty choice tells every screen that the question is over and that nobody answered.
      publish({ type: 'question.answered', question: question.id, choice: choice ?? '' })
      return choice
    },
    open: () => [...waiting.values()].map(({ question }) => question),
    answer(id, choice) {
      const asked = waiting.get(id)
      if (!asked) throw new ProblemError(gone)
      if (!asked.question.choices.some((offered) => offered.id === choice)) throw new ProblemError(notOffered(choice))
      asked.settle(choice)
    },
    end() {
      for (const { settle } of waiting.values()) settle(null)
    },
  }
}

const gone = {
  code: 'question.gone',
  severity: 'error' as const,
  title: 'This question is over',
  message: 'It was answered already, or nobody answered in time; then the answer was no.',
  hint: 'Start again what asked it.',
}
const notOffered = (choice: string) => ({
  code: 'question.choice',
  severity: 'error' as const,
  title: 'This was not offered',
  message: `"${choice}" is none of the choices of this question.`,
  hint: 'Choose one of the buttons that are shown.',
})
