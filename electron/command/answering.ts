import type { Question } from '../../shared/model/question.ts'
import { ProblemError } from '../../shared/model/problem.ts'
import type { Line } from './line.ts'
import type { Output } from './output.ts'

/** Reads one line from the person at the terminal; rejects when the signal aborts, or when they will not say. */
export type Ask = (text: string, signal: AbortSignal) => Promise<string>

/**
 * Puts the engine's questions to the person at the terminal, one after the other. Without one (`ask` null) an engine of our own is
 * told no; that of an app is left alone, for somebody may sit before its screen. Returns how to stop.
 */
export function answering(line: Line, output: Output, ask: Ask | null): () => void {
  const open = new Map<string, AbortController>()
  let turn = Promise.resolve()

  const put = async (question: Question, over: AbortSignal, ask: Ask): Promise<void> => {
    if (over.aborted) return
    try {
      answer(line, output, question, choiceOf(question, await ask(textOf(question), over)))
    } catch {
      if (!over.aborted) answer(line, output, question, lastOf(question))
    }
  }
  const stop = line.listen((event) => {
    if (event.type === 'question.answered') open.get(event.question)?.abort()
    if (event.type !== 'question.asked') return
    const { question } = event
    if (ask) {
      const over = new AbortController()
      open.set(question.id, over)
      turn = turn.then(() => put(question, over.signal, ask))
    } else if (line.shared) {
      output.aside(`${question.title}: nobody can be asked here. Answer on the screen of the app.`)
    } else {
      output.aside(`${question.title}\n${question.message}\nNobody can be asked here, so the answer is no. Run it in a terminal to decide.`)
      answer(line, output, question, lastOf(question))
    }
  })
  return () => {
    stop()
    for (const over of open.values()) over.abort()
  }
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
    output.aside(cause instanceof ProblemError ? cause.problem : String(cause))
  })
}
