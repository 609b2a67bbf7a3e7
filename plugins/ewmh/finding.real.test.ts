import { afterAll, beforeAll, expect, test } from 'vitest'
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { familyOf, readProcesses, shownBy } from '../../shared/logic/process-family.ts'
import { localShell } from '../../electron/sessions/local.ts'
import { realContext } from '../real/context.ts'
import { endGroup } from '../real/end-group.ts'
import { openXDesk, type XDesk } from '../real/x-desk.ts'
import { ewmh } from './index.ts'

/** As Xau(3) has it: for any host, display `number`. */
function authority(number: string, cookie: Buffer): Buffer {
  const field = (text: Buffer) => Buffer.concat([Buffer.of(text.length >> 8, text.length & 255), text])
  return Buffer.concat([
    Buffer.of(0xff, 0xff),
    field(Buffer.alloc(0)),
    field(Buffer.from(number)),
    field(Buffer.from('MIT-MAGIC-COOKIE-1')),
    field(cookie),
  ])
}

const cookie = randomBytes(16)
let folder: string
let desk: XDesk
beforeAll(async () => {
  folder = await mkdtemp('/tmp/sc-auth-')
  await writeFile(`${folder}/server`, authority('', cookie))
  process.env['XAUTHORITY'] = `${folder}/server`
  desk = await openXDesk('openbox', ['-auth', `${folder}/server`])
})
afterAll(async () => {
  await desk[Symbol.asyncDispose]()
  await rm(folder, { recursive: true, force: true })
})

test('a window must be found by the process that was started, though another one below it opened it', async () => {
  const parent = desk.start('sh', '-c', 'xterm -T below -e sleep 600 & xclock & wait')
  const stranger = desk.start('xclock')
  await desk.windowsOf([stranger])
  for (;;) {
    const { stdout } = await desk.context.shell.run('ps', ['-A', '-o', 'pid=,ppid=,pgid='])
    const all = await ewmh.windows(desk.context)
    const found = shownBy(familyOf(parent.pid ?? 0, readProcesses(stdout)), all)
    if (found.length < 2) continue
    expect(found.map(({ kind }) => kind).sort()).toEqual(['XClock', 'XTerm'])
    expect(all).toHaveLength(3)
    return
  }
})

test('who watches must hear of a window that opens, and of one that closes', async () => {
  const over = new AbortController()
  let heard = Promise.withResolvers<void>()
  const { ended } = await ewmh.watch({ ...desk.context, signal: over.signal }, () => heard.resolve())
  const clock = desk.start('xclock')
  await heard.promise
  await desk.windowsOf([clock])
  heard = Promise.withResolvers<void>()
  await endGroup(clock)
  await heard.promise
  over.abort(new Error('enough'))
  await ended
})

test('a window manager that is started anew while windows are placed must find them placed', async () => {
  const clock = desk.start('xclock')
  const [window] = await desk.windowsOf([clock])
  const bounds = { x: 300, y: 200, width: 333, height: 222 }
  await endGroup(desk.manager)
  const doing = ewmh.place(desk.context, [{ id: window?.id ?? '', bounds, edge: 'content', desktop: 1, show: 'normal' }])
  desk.start('openbox')
  expect((await doing).map(({ window: is, problems }) => [is?.content, is?.desktop, problems])).toEqual([[bounds, 1, []]])
})

/** A place of its own, whose programs have the environment of now. */
async function probeAnew() {
  await using shell = localShell({ ...process.env, SERVICECOMPOSER_SCRATCH: folder })
  const { usable, problems } = await ewmh.probe(realContext(shell))
  return [usable, problems.map(({ code }) => code)]
}

test('an X server that wants a cookie must let in who has it, and refuse who has another one', async () => {
  expect(await probeAnew()).toEqual([true, []])
  await writeFile(`${folder}/other`, authority(desk.display.slice(1), randomBytes(16)))
  process.env['XAUTHORITY'] = `${folder}/other`
  expect(await probeAnew()).toEqual([false, ['desktop.refused']])
  process.env['XAUTHORITY'] = `${folder}/server`
})

test('a display that is not there must be an answer with a reason', async () => {
  process.env['DISPLAY'] = ':987'
  expect(await probeAnew()).toEqual([false, ['connect.refused']])
  process.env['DISPLAY'] = desk.display
})
