import { execFileSync } from 'node:child_process'
import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { cli } from '../../../plugins/cli/index.ts'
import { ewmh } from '../../../plugins/ewmh/index.ts'
import { pm } from '../../../plugins/pm/index.ts'
import { x11 } from '../../../plugins/x11/index.ts'
import { type Sshd, startSshd } from '../../sessions/testing/sshd.ts'
import { startDisplay, type TestDisplay } from '../../sessions/testing/xvfb.ts'
import { WorkspaceId } from '../../../shared/model/id.ts'
import { testEngine, type TestEngine } from '../testing/engine.ts'
import { sessionOf, withSessions } from '../testing/session-document.ts'

let display: TestDisplay
let sshd: Sshd
beforeAll(async () => {
  display = await startDisplay(true)
  Object.assign(process.env, { DISPLAY: display.env.DISPLAY, XAUTHORITY: display.env.XAUTHORITY })
  delete process.env['WAYLAND_DISPLAY']
  sshd = await startSshd({ config: ['X11Forwarding yes', 'X11DisplayOffset 230'] })
})
afterAll(async () => {
  await sshd.stop()
  await display[Symbol.asyncDispose]()
})

const kinds = { plugins: [pm, cli, x11], desktops: [ewmh] }
const native = { viewer: 'native' }
const lab = (engine: TestEngine) =>
  engine.composer['document.edit']({
    edit: withSessions(
      sshd,
      {
        own: { of: 'here', plugin: 'cli', options: { ...native, command: ['sleep', '600'] } },
        shell: { of: 'far', plugin: 'cli', options: native },
        clock: { of: 'far', plugin: 'x11', options: { command: ['xterm', '-T', 'far clock'] } },
      },
      [
        {
          windows: {
            [sessionOf('own')]: { x: 300, y: 200, width: 500, height: 400 },
            [sessionOf('clock')]: { x: 40, y: 500, width: 400, height: 300 },
          },
        },
      ],
    ),
  })
const isOpen = async ({ composer }: TestEngine, name: string) => (await composer['machines.seen']({})).open.includes(sessionOf(name))
const windowOf = (title: string) => {
  const info = execFileSync('xwininfo', ['-name', title], { env: display.env, encoding: 'utf8' })
  const read = (what: string) => Number(new RegExp(`${what}:\\s+(-?\\d+)`).exec(info)?.[1])
  return { x: read('Absolute upper-left X'), y: read('Absolute upper-left Y') }
}

test('a native terminal must open where the layout wants it, count as open, and be ended when its session is closed', async () => {
  const engine = await testEngine(kinds)
  await lab(engine)
  await engine.composer['session.open']({ session: sessionOf('own') })
  expect(await isOpen(engine, 'own')).toBe(true)
  expect(display.titles()).toContain('own')
  expect(windowOf('own')).toEqual({ x: 300, y: 200 })
  await engine.composer['session.open']({ session: sessionOf('own') })
  expect(display.titles().filter((title) => title === 'own')).toHaveLength(1)
  await engine.composer['session.close']({ session: sessionOf('own') })
  expect(await isOpen(engine, 'own')).toBe(false)
  expect(display.titles()).not.toContain('own')
})

test('a native terminal into another machine must go through its login', async () => {
  const engine = await testEngine(kinds)
  await lab(engine)
  const before = sshd.connections()
  await engine.composer['session.open']({ session: sessionOf('shell') })
  while (sshd.connections() < before + 2 || !sshd.log().includes('Starting session: shell on')) await setTimeout(50)
  await engine.composer['session.close']({ session: sessionOf('shell') })
})

test('a program of another machine must be placed like any other window, and be over with its session', async () => {
  const engine = await testEngine(kinds)
  await lab(engine)
  await engine.composer['session.open']({ session: sessionOf('clock') })
  expect(await isOpen(engine, 'clock')).toBe(true)
  expect(windowOf('far clock')).toEqual({ x: 40, y: 500 })
  await engine.composer['session.close']({ session: sessionOf('clock') })
  expect(await isOpen(engine, 'clock')).toBe(false)
})

test('a native viewer must outlive the app and be taken up again by the next one', async () => {
  const first = await testEngine(kinds)
  await lab(first)
  await first.composer['session.open']({ session: sessionOf('own') })
  await first.end()
  expect(display.titles()).toContain('own')
  const second = await testEngine({ ...kinds, data: first.data })
  while (!(await isOpen(second, 'own'))) await setTimeout(20)
  const closed = second.until((event) => event.type === 'window.changed' && event.state === 'closed')
  await second.composer['session.close']({ session: sessionOf('own') })
  await closed
  expect(display.titles()).not.toContain('own')
  await second.end()
})

test('a viewer that ends before its window is there must be told with what it said', async () => {
  const engine = await testEngine(kinds)
  await lab(engine)
  const path = process.env['PATH']
  process.env['PATH'] = '/nowhere'
  const missing = engine.composer['session.open']({ session: sessionOf('own') })
  await expect(missing).rejects.toMatchObject({ problem: { code: 'viewer.missing', hint: expect.stringContaining('embedded') } })
  process.env['PATH'] = path
  process.env['DISPLAY'] = ':9'
  const blind = engine.composer['session.open']({ session: sessionOf('own') })
  await expect(blind).rejects.toMatchObject({ problem: { code: 'viewer.ended', detail: expect.stringContaining('open display') } })
  process.env['DISPLAY'] = display.name
})

test('what the desktop cannot do for windows of other programs must be said before the start', async () => {
  const workspace = WorkspaceId.parse('workspace:lab')
  const said = async () => {
    const engine = await testEngine(kinds)
    await lab(engine)
    const { problems } = await engine.composer['plan.make']({ workspace, goal: 'up' })
    return problems.filter(({ code }) => code.startsWith('desktop.'))
  }
  expect(await said()).toEqual([])
  await using bare = await startDisplay()
  Object.assign(process.env, { DISPLAY: bare.env.DISPLAY, XAUTHORITY: bare.env.XAUTHORITY })
  expect(await said()).toMatchObject([
    { code: 'desktop.unknown', severity: 'warning', message: expect.stringContaining('No window manager is at work.') },
  ])
  Object.assign(process.env, { DISPLAY: display.env.DISPLAY, XAUTHORITY: display.env.XAUTHORITY })
})
