import type { Question } from '../../shared/model/question.ts'
import { ProblemError } from '../../shared/model/problem.ts'
import type { Line } from './line.ts'
import type { Output } from './output.ts'

/** Reads one line from the person at the terminal. */
export type Ask = (text: string) => Promise<string>

/**
 * Puts the engine's questions to the person at the terminal. Without one (`ask` null) an engine of our own is told no;
 * that of an app is left alone, for somebody may sit before its screen. Returns how to stop.
 */
export function answering(line: Line, output: Output, ask: Ask | null): () => void {
  return line.listen((event) => {
    if (event.type !== 'question.asked') return
    const { question } = event
    if (!ask) {
      output.progress(event, `Nobody can be asked here: ${question.title}. The answer is no.`)
      if (!line.shared) answer(line, output, question, lastOf(question))
      return
    }
    ask(textOf(question)).then(
      (typed) => answer(line, output, question, choiceOf(question, typed)),
      () => answer(line, output, question, lastOf(question)),
    )
  })
}

const textOf = ({ title, message, detail, choices }: Question): string =>
  `${title}\n${message}\n${detail ? `${detail}\n` : ''}${choices.map(({ label }, index) => `  ${index + 1}  ${label}`).join('\n')}\n? `

/** What was typed: a number, or the start of a label. Anything else is the last choice, which is always the careful one. */
export function choiceOf(question: Question, typed: string): string {
  const text = typed.trim().toLowerCase()
  const byNumber = question.choices[Number(text) - 1]
  const byLabel = text === '' ? undefined : question.choices.find(({ label }) => label.toLowerCase().startsWith(text))
  return byNumber?.id ?? byLabel?.id ?? lastOf(question)
}

const lastOf = ({ choices }: Question): string => choices.at(-1)?.id ?? 'no'

function answer(line: Line, output: Output, question: Question, choice: string): void {
  line.composer['question.answer']({ question: question.id, choice }).catch((cause: unknown) => {
    if (cause instanceof ProblemError) output.problem(cause.problem)
    else throw cause
  })
}
