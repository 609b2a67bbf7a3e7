import { expect, test } from 'vitest'
import type { ByteStream } from '../../shared/plugin/shell.ts'
import { recorded } from './fixtures/recorded.ts'
import { speakQmp, type Qmp, type QmpPatience } from './qmp.ts'

/** The far end of a stream, in the hand of the test. */
function wire() {
  const wrote: string[] = []
  let listen: (data: Uint8Array) => void = () => undefined
  let closed: (reason: string | null) => void = () => undefined
  const stream: ByteStream = {
    write: (data) => void wrote.push(new TextDecoder().decode(data)),
    end: () => closed(null),
    onData: (take) => {
      listen = take
    },
    onClose: (take) => {
      closed = take
    },
    pause: () => undefined,
    resume: () => undefined,
  }
  return {
    stream,
    wrote,
    say: (text: string | Uint8Array) => listen(typeof text === 'string' ? new TextEncoder().encode(text) : text),
    close: () => closed(null),
  }
}

const patience = { greetingMs: 5_000, answerMs: 5_000 }
const never = new AbortController().signal

async function opened(signal = never, times: QmpPatience = patience) {
  const far = wire()
  const opening = speakQmp(far.stream, signal, times)
  far.say(`${recorded.greeting}\n`)
  await expect.poll(() => far.wrote.length).toBe(1)
  far.say('{"return": {}, "id": 1}\n')
  return { ...far, qmp: await opening }
}
const code = (doing: Promise<unknown>) => doing.then(String, (cause) => cause.problem?.code ?? cause.message)
const ask = (qmp: Qmp, command: string) => {
  const answer = qmp.ask(command)
  answer.catch(() => undefined)
  return answer
}

test('commands must be enabled before anything else is said', async () => {
  const { wrote } = await opened()
  expect(wrote).toEqual(['{"execute":"qmp_capabilities","id":1}\n'])
})

test('answers must find their questions, with events between, and cut anywhere', async () => {
  const { qmp, say } = await opened()
  const [one, two] = [ask(qmp, 'query-name'), ask(qmp, 'query-status')]
  const bytes = new TextEncoder().encode('{"event":"RESET"}\r\n{"return":"zwei","id":3}\r\n{"return":{"name":"Gäste"},"id":2}\r\n')
  for (const byte of bytes) say(Uint8Array.of(byte))
  expect(await Promise.all([one, two])).toEqual([{ name: 'Gäste' }, 'zwei'])
})

test('events must be told by their names, and the end be told to whoever waits for it', async () => {
  const events: string[] = []
  const { qmp, say, close } = await opened(never, { ...patience, heard: (event: string) => void events.push(event) })
  say('{"event":"STOP"}\n{"return": {}, "id": 9}\n{"event":"SHUTDOWN","data":{"guest":true}}\n')
  close()
  await qmp.ended
  expect(events).toEqual(['STOP', 'SHUTDOWN'])
})

test('a declined command must be a problem in the words of QEMU', async () => {
  const { qmp, say } = await opened()
  const asked = ask(qmp, 'nonsense')
  say('{"id": 2, "error": {"class": "CommandNotFound", "desc": "The command nonsense has not been found"}}\n')
  await expect(asked).rejects.toMatchObject({
    problem: { code: 'qemu.declined', message: 'QEMU says: The command nonsense has not been found.' },
  })
})

test('a QEMU that ends must end what was asked', async () => {
  const { qmp, close } = await opened()
  const asked = ask(qmp, 'quit')
  close()
  expect(await code(asked)).toBe('qemu.gone')
  expect(await code(qmp.ask('query-status'))).toBe('qemu.gone')
})

test('silence must be a problem, at the greeting and later', async () => {
  expect(await code(speakQmp(wire().stream, never, { ...patience, greetingMs: 20 }))).toBe('qemu.silent')
  const { qmp } = await opened(never, { ...patience, answerMs: 20 })
  expect(await code(ask(qmp, 'query-status'))).toBe('qemu.silent')
})

test('an abort must end what was asked, with its reason', async () => {
  const cancelled = new AbortController()
  const { qmp } = await opened(cancelled.signal)
  const asked = ask(qmp, 'query-status')
  cancelled.abort(new Error('cancelled'))
  expect(await code(asked)).toBe('cancelled')
})

test('what does not speak QMP must be called so', async () => {
  const far = wire()
  const opening = speakQmp(far.stream, never, patience)
  far.say('220 mail.lan ESMTP\n')
  expect(await code(opening)).toBe('qemu.garbled')
})
