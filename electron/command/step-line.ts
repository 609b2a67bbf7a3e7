import { showProblem } from '../../shared/logic/show-problem.ts'
import type { Event } from '../../shared/model/event.ts'

const WORDS = {
  waiting: null,
  running: '…',
  resting: 'again',
  done: 'done',
  failed: 'FAILED',
  skipped: 'skipped',
  cancelled: 'cancelled',
} as const

/** One line of a run's story; null for what only programs want. A problem is told in full once, when its step has failed for good. */
export function lineOf(event: Event, names: ReadonlyMap<string, string>): string | null {
  const line = (step: string, word: string, rest = '') =>
    `${new Date(event.at).toLocaleTimeString('en-GB')}  ${word.padEnd(9)} ${names.get(step) ?? step}${rest}`
  if (event.type === 'step.probed') return line(event.step, event.passed ? 'probe' : 'not yet', `: ${event.answer}`)
  if (event.type !== 'step.changed') return null
  const word = WORDS[event.status]
  if (!word) return null
  if (event.status === 'resting') return line(event.step, word, event.problem && `: ${event.problem.title}`)
  return line(event.step, word, event.status === 'failed' && event.problem ? `\n${showProblem(event.problem)}` : '')
}
