import type { Handlers } from '../../shared/contract/contract.ts'
import type { Problem } from '../../shared/model/problem.ts'
import { ProblemError } from '../../shared/model/problem.ts'
import type { Plugin, Probe } from '../../shared/plugin/plugin.ts'
import { examine } from './doctor.ts'
import type { Events } from './events.ts'
import type { Parts } from './parts.ts'
import type { Questions } from './questions.ts'
import type { Secrets } from './secrets.ts'

export interface SystemParts {
  readonly parts: Parts
  readonly events: Events
  readonly questions: Questions
  readonly secrets: Secrets
  probe(plugin: Plugin): Promise<Probe>
  takeDown(): Promise<Problem[]>
}

type Served = Pick<
  Handlers,
  | 'app.info'
  | 'app.show'
  | 'desk.screens'
  | 'app.doctor'
  | 'app.quit'
  | 'questions.open'
  | 'question.answer'
  | 'events.since'
  | 'secret.keep'
>

/** The engine itself: who it is, how it feels, what it asks, what happened. */
export const systemHandlers = ({ parts, events, questions, secrets, probe, takeDown }: SystemParts): Served => ({
  'app.info': async () => ({ version: parts.version, desk: parts.desk.kind, data: parts.data, pid: process.pid }),
  'app.show': async () => {
    await parts.desk.open({ key: 'app', title: 'ServiceComposer', placement: null })
    return {}
  },
  'desk.screens': async () => ({ screens: [...(await parts.desk.screens())] }),
  'app.doctor': async () => ({
    checks: await examine({
      plugins: parts.plugins,
      desk: parts.desk,
      vault: parts.vault,
      env: process.env,
      chromium: parts.chromium?.() ?? null,
      foundAtStart: parts.foundAtStart ?? [],
      data: parts.data,
      probe,
    }),
  }),
  'app.quit': async ({ stop }) => {
    const problems = stop ? await takeDown() : []
    const [first] = problems
    if (first) throw new ProblemError({ ...first, hint: first.hint ?? 'Quit without stopping, or stop it by hand.' })
    // After this answer has gone out.
    setImmediate(parts.quit)
    return {}
  },
  'questions.open': async () => ({ questions: questions.open() }),
  'question.answer': async ({ question, choice }) => {
    questions.answer(question, choice)
    return {}
  },
  'events.since': async ({ seq }) => events.since(seq),
  'secret.keep': async ({ label, value }) => ({ ref: await secrets.keep(label, value) }),
})
