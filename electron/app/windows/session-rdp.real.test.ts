import { createHash } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ewmh } from '../../../plugins/ewmh/index.ts'
import { pm } from '../../../plugins/pm/index.ts'
import { rdp } from '../../../plugins/rdp/index.ts'
import { duplexOf } from '../../sessions/bytes.ts'
import { plainRequest } from '../../sessions/rdp/tls.ts'
import { type Sshd, startSshd } from '../../sessions/testing/sshd.ts'
import { startDisplay, type TestDisplay } from '../../sessions/testing/xvfb.ts'
import { startXrdp, type Xrdp } from '../../sessions/testing/xrdp.ts'
import { testEngine, type TestEngine } from '../testing/engine.ts'
import { sessionOf, withSessions } from '../testing/session-document.ts'

let display: TestDisplay
let sshd: Sshd
let xrdp: Xrdp
beforeAll(async () => {
  display = await startDisplay(true)
  Object.assign(process.env, { DISPLAY: display.env['DISPLAY'], XAUTHORITY: display.env['XAUTHORITY'] })
  delete process.env['WAYLAND_DISPLAY']
  ;[sshd, xrdp] = await Promise.all([startSshd(), startXrdp()])
})
afterAll(async () => {
  await Promise.all([sshd.stop(), xrdp[Symbol.asyncDispose]()])
  await display[Symbol.asyncDispose]()
})

const kinds = { plugins: [pm, rdp], desktops: [ewmh] }
const [desk, free] = [sessionOf('desk'), sessionOf('free')]

/** An engine whose person gives this answer to every question; `asked` keeps what they were asked. */
async function answering(choice: 'trust' | 'refuse'): Promise<TestEngine & { asked: string[] }> {
  const engine = await testEngine(kinds)
  const options = { host: '127.0.0.1', port: xrdp.port, user: 'na' }
  const sessions = {
    desk: { of: 'here', plugin: 'rdp', options: { ...options, viewer: 'embedded' } },
    free: { of: 'here', plugin: 'rdp', options },
  } as const
  await engine.composer['document.edit']({ edit: withSessions(sshd, sessions) })
  const asked: string[] = []
  void engine.until((event) => {
    if (event.type !== 'question.asked') return false
    asked.push(event.question.message)
    void engine.composer['question.answer']({ question: event.question.id, choice })
    return false
  })
  return { ...engine, asked }
}
const fingerprint = () => createHash('sha256').update(xrdp.certificate()).digest('hex').toUpperCase().match(/../g)?.join(':')

/** What IronRDP says first: version, destination, connection request. */
const request = () => {
  const part = (tag: number, inner: Buffer) => Buffer.concat([Buffer.from([tag, inner.length]), inner])
  const fields = [
    part(0xa0, Buffer.from([2, 2, 0x0d, 0x3e])),
    part(0xa2, part(0x0c, Buffer.from('desk'))),
    part(0xa6, part(4, plainRequest)),
  ]
  return part(0x30, Buffer.concat(fields))
}

test('a page must get the server’s confirm and certificate once a person trusts it, and that is asked only once', async () => {
  const engine = await answering('trust')
  const { stream, view } = await engine.composer['session.attach']({ session: desk })
  expect([view, engine.asked.length]).toEqual(['rdp', 1])
  expect(engine.asked[0]).toContain(fingerprint())
  const bytes = duplexOf(engine.open(stream))
  bytes.write(request())
  const answer = await new Promise<Buffer>((resolve) => bytes.once('data', resolve))
  expect(answer[0]).toBe(0x30)
  expect(answer.includes(Buffer.from([3, 0, 0, 19, 14, 0xd0]))).toBe(true)
  expect(answer.includes(xrdp.certificate())).toBe(true)
  bytes.destroy()
  await engine.composer['session.attach']({ session: desk })
  expect(engine.asked).toHaveLength(1)
})

test('a certificate that nobody trusts must stop the session before anything is sent', async () => {
  const engine = await answering('refuse')
  const attached = engine.composer['session.attach']({ session: desk })
  await expect(attached).rejects.toMatchObject({ problem: { code: 'rdp.certificate-refused' } })
})

test('FreeRDP must open its window with the certificate that was trusted, and count as the session’s', async () => {
  const engine = await answering('trust')
  await engine.composer['session.open']({ session: free })
  expect(engine.asked).toHaveLength(1)
  expect(display.titles()).toContain('free')
  expect((await engine.composer['machines.seen']({})).open).toContain(free)
  await engine.composer['session.close']({ session: free })
  expect(display.titles()).not.toContain('free')
})

test('another certificate than the known one must be one clear problem, for our own window and for FreeRDP alike', async () => {
  const engine = await answering('trust')
  await engine.composer['session.attach']({ session: desk })
  xrdp.renew()
  for (const trying of [engine.composer['session.attach']({ session: desk }), engine.composer['session.open']({ session: free })])
    await expect(trying).rejects.toMatchObject({
      problem: { code: 'rdp.certificate-changed', hint: expect.stringContaining('rdp_known_hosts') },
    })
  expect(engine.asked).toHaveLength(1)
})
