import { expect, test } from 'vitest'
import type { SessionId, WorkspaceId } from '../../shared/model/id.ts'
import { ProblemError } from '../../shared/model/problem.ts'
import type { ByteStream } from '../../shared/plugin/shell.ts'
import { systemClock } from '../engine/clock.ts'
import { openQuestions } from './questions.ts'
import { drawn } from './testing/documents.ts'
import { testEngine } from './testing/engine.ts'

const lab = 'workspace:lab' as WorkspaceId
const shell = 'session:lab-inner-shell' as SessionId

/** Resolves when all that was read so far holds the text. */
function reading(stream: ByteStream) {
  let text = ''
  let tell = () => {}
  stream.onData((data) => {
    text += Buffer.from(data).toString()
    tell()
  })
  return async (wanted: string) => {
    while (!text.includes(wanted)) await new Promise<void>((resolve) => (tell = resolve))
    return text
  }
}

async function nested() {
  const engine = await testEngine()
  await engine.composer['document.edit']({ edit: drawn({ host: {}, inner: { on: 'host', sessions: ['shell'] } }) })
  await engine.run(lab, 'up')
  return engine
}

test('a terminal must end inside the machine, through all that carries it, and close with its client', async () => {
  const engine = await nested()
  const { stream, view, title } = await engine.composer['session.attach']({ session: shell, columns: 100, rows: 30 })
  expect({ view, title }).toEqual({ view: 'terminal', title: 'inner — shell' })
  const bytes = engine.open(stream)
  const until = reading(bytes)
  expect(await until('$ ')).toContain('Welcome to inner, a machine of nothing (100x30)')
  bytes.write(Buffer.from('uptime\r'))
  await until('uptime\r\nuptime')
  await engine.composer['session.resize']({ stream, columns: 120, rows: 40 })
  const closed = new Promise((resolve) => bytes.onClose(resolve))
  bytes.write(Buffer.from('\x04'))
  expect(await closed).toBe(null)
})

test('a session of a machine that is off must say so, not wait for ever', async () => {
  const engine = await nested()
  await engine.run(lab, 'down')
  const problem = await engine.composer['session.attach']({ session: shell }).catch((cause: unknown) =>
    cause instanceof ProblemError ? cause.problem : cause,
  )
  expect(problem).toMatchObject({ code: 'machine.off', title: 'host is off' })
})

test('a window opened by hand must be told, and closing it twice is no error', async () => {
  const engine = await nested()
  await engine.composer['session.close']({ session: shell })
  await engine.composer['session.close']({ session: shell })
  await engine.composer['session.open']({ session: shell })
  await engine.composer['session.open']({ session: shell })
  const told = engine.events.flatMap((event) => (event.type === 'window.changed' ? [event.state] : []))
  expect(told).toEqual(['open', 'closed', 'open'])
})

test('a question must wait for one of its choices, and for no other', async () => {
  const questions = openQuestions({ publish: () => undefined, somebody: () => true, desk: async () => null, clock: systemClock })
  const answer = questions.ask({
    title: 'Trust it?',
    message: 'Never seen before.',
    choices: [
      { id: 'yes', label: 'Trust' },
      { id: 'no', label: 'Refuse' },
    ],
  })
  const [question] = questions.open()
  expect(() => questions.answer(question!.id, 'perhaps')).toThrow(/none of the choices/)
  questions.answer(question!.id, 'yes')
  expect(await answer).toBe('yes')
  expect(questions.open()).toEqual([])
})

test('without an answer, and with nobody there, the answer must be no', async () => {
  const told: string[] = []
  const wish = {
    title: 'Trust it?',
    message: '',
    choices: [
      { id: 'yes', label: 'Trust' },
      { id: 'no', label: 'Refuse' },
    ],
  }
  const publish = (news: { type: string }) => void told.push(news.type)
  const impatient = openQuestions({ publish, somebody: () => true, desk: async () => null, clock: systemClock, patienceMs: 1 })
  expect(await impatient.ask(wish)).toBe(null)
  expect(told).toEqual(['question.asked', 'question.answered'])
  const alone = openQuestions({ publish, somebody: () => false, desk: async () => null, clock: systemClock })
  expect(await alone.ask(wish)).toBe(null)
  const dialog = openQuestions({ publish, somebody: () => false, desk: async () => 0, clock: systemClock })
  expect(await dialog.ask(wish)).toBe('yes')
})
