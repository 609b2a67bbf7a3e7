import { expect, test } from 'vitest'
import { SessionId } from '../model/id.ts'
import type { ByteStream } from '../plugin/shell.ts'
import { connect } from './connect.ts'
import type { Handlers } from './contract.ts'
import { pair, reading, settle, source, type Source } from './pair.fixture.ts'
import { serve } from './serve.ts'
import { streams } from './streams.ts'
import { ClientFrame, HostFrame, WINDOW, type Frame } from './wire.ts'

const text = (words: string) => new TextEncoder().encode(words)
const heardBy = (of: Source) => of.heard.map((data) => new TextDecoder().decode(data)).join('')

/** Both ends of stream 1, laid on a wire. */
function piped() {
  const wires = pair()
  const [host, client] = [streams(wires.host, 'ignore'), streams(wires.client, 'keep')]
  const streamFrame = (frame: unknown, shape: typeof HostFrame | typeof ClientFrame) => {
    const parsed = shape.parse(frame)
    if (parsed.kind === 'bytes' || parsed.kind === 'credit' || parsed.kind === 'end') return parsed
    throw new RangeError(`a ${parsed.kind} frame on a wire of streams`)
  }
  wires.host.onFrame((frame) => host.take(streamFrame(frame, ClientFrame)))
  wires.client.onFrame((frame) => client.take(streamFrame(frame, HostFrame)))
  const machine = source()
  const begin = () => host.pipe(1, machine)
  return { ...wires, host, clientStreams: client, machine, begin }
}
const bytesIn = (frames: readonly Frame[]) => frames.reduce((sum, frame) => sum + (frame.kind === 'bytes' ? frame.data.byteLength : 0), 0)
const creditIn = (frames: readonly Frame[]) => frames.reduce((sum, frame) => sum + (frame.kind === 'credit' ? frame.bytes : 0), 0)
const kinds = (frames: readonly Frame[]) => frames.map(({ kind }) => kind)

test('what either side says reaches the other, in order', async () => {
  const { begin, machine, clientStreams } = piped()
  begin()
  const near = clientStreams.join(1)
  const read = reading(near)
  machine.say(text('login: '))
  machine.say(text('password: '))
  near.write(text('root'))
  near.write(text('\n'))
  await settle()
  expect([read.text(), heardBy(machine)]).toEqual(['login: password: ', 'root\n'])
})

test('bytes that come before anybody has joined, or listens, are kept', async () => {
  const { begin, machine, clientStreams } = piped()
  begin()
  machine.say(text('motd'))
  await settle()
  const near = clientStreams.join(1)
  machine.say(text(', prompt'))
  await settle()
  expect(reading(near).text()).toBe('motd, prompt')
})

test('the reason of the end arrives after the last byte, even for a reader who pauses or joins late', async () => {
  const { begin, machine, clientStreams } = piped()
  begin()
  machine.say(text('bye'))
  machine.close('the machine was switched off')
  await settle()
  const near = clientStreams.join(1)
  near.pause()
  const read = reading(near)
  expect([read.text(), read.reasons]).toEqual(['', []])
  near.resume()
  expect([read.text(), read.reasons]).toEqual(['bye', ['the machine was switched off']])
})

test('a reader who ends a stream ends the machine’s side too, and hears of it', async () => {
  const { begin, machine, clientStreams, sent } = piped()
  begin()
  const near = clientStreams.join(1)
  const read = reading(near)
  near.write(text('exit'))
  near.end()
  near.write(text('never'))
  await settle()
  expect([heardBy(machine), machine.ended, read.reasons]).toEqual(['exit', true, [null]])
  expect([kinds(sent.client), kinds(sent.host)]).toEqual([['bytes', 'end'], ['end']])
})

test('a slow reader is never sent more than the window, and in the end all of it', async () => {
  const { begin, machine, clientStreams, sent } = piped()
  begin()
  const near = clientStreams.join(1)
  near.pause()
  const read = reading(near)
  for (let part = 0; part < 30; part++) machine.say(new Uint8Array(100_000))
  await settle()
  expect(bytesIn(sent.host)).toBe(WINDOW)
  expect(machine.paused).toBe(true)
  for (let round = 0; round < 40; round++) {
    near.resume()
    near.pause()
    await settle()
    expect(bytesIn(sent.host) - creditIn(sent.client)).toBeLessThanOrEqual(WINDOW)
  }
  expect(read.bytes()).toBe(3_000_000)
  expect(machine.paused).toBe(false)
})

test('one piece that is bigger than the window is sent in parts, and the end waits for the last of them', async () => {
  const { begin, machine, clientStreams, sent } = piped()
  begin()
  const near = clientStreams.join(1)
  const big = new Uint8Array(3 * WINDOW + 17).map((_, at) => at % 251)
  near.pause()
  let matches = true
  let at = 0
  near.onData((data) => {
    for (const byte of data) matches &&= byte === at++ % 251
  })
  const reasons: (string | null)[] = []
  near.onClose((reason) => void reasons.push(reason))
  machine.say(big)
  machine.close(null)
  big.fill(0)
  await settle()
  expect([bytesIn(sent.host), kinds(sent.host).includes('end')]).toEqual([WINDOW, false])
  near.resume()
  await settle()
  await settle()
  expect([at, matches, reasons]).toEqual([3 * WINDOW + 17, true, [null]])
})

test('a reader who types faster than the machine reads is held to the window as well', async () => {
  const { sent, clientStreams } = piped()
  const near = clientStreams.join(1)
  for (let part = 0; part < 30; part++) near.write(new Uint8Array(100_000))
  await settle()
  expect(bytesIn(sent.client)).toBe(WINDOW)
})

test('who sends more than he has credit for is cut off, instead of filling the memory', async () => {
  const { clientStreams, sent } = piped()
  const near = clientStreams.join(1)
  const read = reading(near)
  near.pause()
  for (let part = 0; part < 3; part++) clientStreams.take({ kind: 'bytes', stream: 1, data: new Uint8Array(WINDOW / 2) })
  expect(kinds(sent.client)).toEqual(['end'])
  expect(read.reasons).toEqual(['the far end sent more than it had credit for'])
})

test('frames that are late, or of no stream at all, leave nothing behind', async () => {
  const { begin, machine, clientStreams, host, sent } = piped()
  begin()
  const near = clientStreams.join(1)
  near.end()
  machine.say(text('too late'))
  await settle()
  for (const frame of [
    { kind: 'bytes', data: text('x') },
    { kind: 'credit', bytes: 5 },
    { kind: 'end', reason: null },
  ] as const)
    host.take({ stream: 1, ...frame })
  for (const frame of [
    { kind: 'bytes', data: text('x') },
    { kind: 'credit', bytes: 5 },
    { kind: 'end', reason: null },
  ] as const)
    host.take({ stream: 77, ...frame })
  clientStreams.take({ kind: 'credit', stream: 78, bytes: 5 })
  await settle()
  expect(sent.host.filter(({ kind }) => kind === 'end')).toHaveLength(1)
  // Had anything been left, the number could not be used again.
  const again = source()
  host.pipe(1, again)
  const read = reading(clientStreams.join(1))
  again.say(text('fresh'))
  await settle()
  expect(read.text()).toBe('fresh')
})

test('credit for more than was sent gives no more room than there is', async () => {
  const { begin, machine, host, sent } = piped()
  begin()
  host.take({ kind: 'credit', stream: 1, bytes: 100 * WINDOW })
  machine.say(new Uint8Array(3 * WINDOW))
  await settle()
  expect(bytesIn(sent.host)).toBe(WINDOW)
})

test('streams that nobody opens are given up, the oldest first', async () => {
  const { clientStreams, sent } = piped()
  for (let stream = 1; stream <= 40; stream++) clientStreams.take({ kind: 'bytes', stream, data: text('x') })
  expect(sent.client.flatMap((frame) => (frame.kind === 'end' ? [frame.stream] : []))).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
})

test('when the wire closes every stream ends on both sides, and one opened later at once', async () => {
  const { begin, machine, clientStreams, host, hangUp } = piped()
  begin()
  const read = reading(clientStreams.join(1))
  hangUp()
  expect([read.reasons, machine.ended]).toEqual([['the connection was lost'], true])
  const late = source()
  host.pipe(2, late)
  expect([late.ended, reading(clientStreams.join(3)).reasons]).toEqual([true, ['the connection was lost']])
})

test('the stream that session.attach names can be opened by the client, once', async () => {
  const wires = pair()
  const machine = source()
  const left: ByteStream[] = [machine]
  const handlers = { 'session.attach': () => Promise.resolve({ stream: 9, view: 'terminal', title: 'gis' }) } as unknown as Handlers
  serve({ handlers, takeStream: () => left.pop() ?? null, log: () => {} }, wires.host)
  const { composer, open } = connect(wires.client, () => {})
  const { stream } = await composer['session.attach']({ session: SessionId.parse('session:gis') })
  const read = reading(open(stream))
  machine.say(text('hello'))
  await settle()
  expect([stream, read.text()]).toEqual([9, 'hello'])
})
