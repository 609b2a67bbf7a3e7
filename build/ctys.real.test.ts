import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { projectRoot } from './setup/paths.mjs'
import { ensureRenderer } from './setup/renderer.mjs'

/** What is waited for comes within this time even on a busy computer. */
const WAITING = { timeout: 60_000, interval: 200 }

// The whitepaper's own demonstration, as people type it: the app on the Chromium desk, a VNC session of a real Xvnc in its window.

const home = mkdtempSync(join(tmpdir(), 'ctys-'))
const data = join(home, 'data')
const children: ChildProcess[] = []
let display = ''
let relay: Server
/** Connections to the VNC server whose picture has begun: those that people saw. */
let shown = 0
/** The server's greeting and what it offers are shorter; what follows is the screen. */
const GREETING_BYTES = 60

function start(command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const child = spawn(command, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'ignore', 'pipe'] })
  children.push(child)
  return child
}

/** The first line that it says there. */
async function said(child: ChildProcess, stream: 1 | 3): Promise<string> {
  const from = child.stdio[stream]
  if (!from) throw new Error('nothing to listen to')
  const [line] = await Promise.race([
    once(from, 'data'),
    once(child, 'exit').then(([code]) => Promise.reject(new Error(`${child.spawnfile} ended with ${code}`))),
  ])
  return String(line).trim()
}

/** A port that hands on to the VNC server and counts who is shown its screen. */
async function counting(port: number): Promise<Server> {
  const server = createServer((near: Socket) => {
    const far = connect(port, '127.0.0.1')
    near.pipe(far).pipe(near)
    let bytes = 0
    far.on('data', ({ length }) => {
      if (bytes <= GREETING_BYTES && bytes + length > GREETING_BYTES) shown++
      bytes += length
    })
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const)
      one.on('error', () => other.destroy()).on('close', () => other.destroy())
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return server
}

const lab = (port: number) => `format: servicecomposer
version: 1
machines:
  host: {plugin: sim, options: {bootMs: 20, stopMs: 20}}
services:
  lab:
    components:
      host:
        sessions:
          myApp: {plugin: vnc, opens: by-hand, options: {host: 127.0.0.1, port: ${port}}}
          viewer: {plugin: vnc, opens: by-hand, options: {host: 127.0.0.1, port: ${port}, viewer: native}}
workspaces:
  lab: {name: Lab, services: [lab]}
`

/** The command as people call it. */
function command(program: 'ctys' | 'servicecomposer', ...words: readonly string[]) {
  const env = { ...process.env, HOME: home, SERVICECOMPOSER_SCRATCH: home, DISPLAY: display }
  const child = spawn(process.execPath, [join(projectRoot, 'build', `${program}.mjs`), '--data', data, ...words], { env })
  children.push(child)
  let out = ''
  child.stdout.on('data', (text: Buffer) => (out += text.toString()))
  child.stderr.on('data', (text: Buffer) => (out += text.toString()))
  return once(child, 'exit').then(([code]) => ({ code, out }))
}

function idOf(title: string): string | null {
  const tree = execFileSync('xwininfo', ['-root', '-tree'], { env: { ...process.env, DISPLAY: display }, encoding: 'utf8' })
  return new RegExp(`(0x[0-9a-f]+) "[^"\\n]*${title}[^"\\n]*"`).exec(tree)?.[1] ?? null
}

/** Where the X server itself says that the session's window is, in px of the whole display. */
function seen(): string {
  const id = idOf('myApp')
  if (id === null) return 'not there'
  const told = execFileSync('xwininfo', ['-id', id], { env: { ...process.env, DISPLAY: display }, encoding: 'utf8' })
  const [x, y, width, height] = ['Absolute upper-left X', 'Absolute upper-left Y', 'Width', 'Height'].map(
    (name) => new RegExp(`${name}: +(-?\\d+)`).exec(told)?.[1],
  )
  return `${width}x${height}+${x}+${y}`
}

beforeAll(async () => {
  await ensureRenderer()
  display = `:${await said(start('Xvfb', ['-displayfd', '3', '-screen', '0', '1920x1080x24', '-nolisten', 'tcp']), 3)}`
  start('openbox', [], { DISPLAY: display })
  const free = await counting(0)
  const { port } = free.address() as AddressInfo
  free.close()
  await once(free, 'close')
  await said(
    start('Xtigervnc', ['-displayfd', '3', '-SecurityTypes', 'None', '-localhost', '-geometry', '640x480', '-rfbport', String(port)]),
    3,
  )
  relay = await counting(port)
  const daemon = join(projectRoot, 'electron', 'daemon.ts')
  await said(
    start(process.execPath, [daemon, '--data', data, '--desk', 'chromium'], {
      HOME: home,
      SERVICECOMPOSER_SCRATCH: home,
      DISPLAY: display,
    }),
    1,
  )
  writeFileSync(join(home, 'lab.yaml'), lab((relay.address() as AddressInfo).port))
  expect(await command('servicecomposer', 'import', join(home, 'lab.yaml'))).toMatchObject({ code: 0 })
})

afterAll(async () => {
  for (const child of children.reverse()) {
    if (child.exitCode !== null || child.signalCode !== null) continue
    const gone = once(child, 'exit')
    child.kill()
    await gone
  }
  relay?.close()
  rmSync(home, { recursive: true, force: true })
})

const call = (geometry: string, mode: string) => command('ctys', '-t', 'VNC', '-a', `create=l:myApp,${mode}`, '-g', geometry, 'host')

test('three calls move and resize the window of one session, and nothing is connected anew', async () => {
  const first = await call('10x100+10+100', 'reuse')
  expect(first).toMatchObject({ code: 0, out: expect.stringContaining('host, myApp: opened to 10x100+10+100.\n') })
  await vi.waitUntil(() => shown === 1 && seen() === '10x100+10+100', WAITING)
  for (const i of [20, 30]) {
    expect(await call(`${i}x100+${i}+100`, 'reuse')).toEqual({ code: 0, out: `host, myApp: moved to ${i}x100+${i}+100.\n` })
    expect(seen()).toBe(`${i}x100+${i}+100`)
  }
  expect(shown).toBe(1)
})

test('reconnect ends the window first: it comes back at its new place, connected anew', async () => {
  for (const [times, i] of [20, 10].entries()) {
    const { code, out } = await call(`${i}x100+${i}+100`, 'reconnect')
    expect({ code, out }).toEqual({ code: 0, out: `host, myApp: ended its window, then opened to ${i}x100+${i}+100.\n` })
    await vi.waitUntil(() => shown === 2 + times && seen() === `${i}x100+${i}+100`, WAITING)
  }
})

test('shares and edges are those of the screen; what the screen cannot hold is clamped, and that is said', async () => {
  expect((await call('50%x50%-0-0', 'connect')).out).toBe('host, myApp: moved to 960x540+960+540.\n')
  expect(seen()).toBe('960x540+960+540')
  expect((await call('5000x100+30+100', 'connect')).out).toBe(
    `host, myApp: moved to 1920x100+0+100, asked 5000x100+30+100.
5000x100+30+100 reaches beyond the screens: 1920x100+0+100 is the nearest within them.
`,
  )
  expect(seen()).toBe('1920x100+0+100')
  expect((await call('10x10+30+100:left', 'connect')).out).toContain('(screen.unknown)')
})

test('the window of a native viewer is moved as ours are, by the desktop it is on', async () => {
  const viewer = (geometry: string) => command('ctys', '-a', 'create=l:viewer,reuse', '-g', geometry, 'host')
  const before = shown
  expect(await viewer('400x300+100+50')).toEqual({ code: 0, out: 'host, viewer: opened to 400x300+100+50.\n' })
  for (const i of [10, 20, 30]) {
    expect(await viewer(`${i}x100+${i}+100`)).toEqual({
      code: 0,
      out: `host, viewer: moved to 100x100+${i}+100, asked ${i}x100+${i}+100.
The window cannot be ${i}x100+${i}+100: 100x100+${i}+100 is the nearest that it takes.
`,
    })
  }
  expect(shown).toBe(before + 1)
})

test('-W brings the window to a virtual desktop, ours and that of another program', async () => {
  const desktopOf = (title: string) => {
    const id = idOf(title)
    return (
      id && execFileSync('xprop', ['-id', id, '_NET_WM_DESKTOP'], { env: { ...process.env, DISPLAY: display }, encoding: 'utf8' }).trim()
    )
  }
  for (const [name, place, title] of [
    ['myApp', '500x300+700+500', 'myApp'],
    ['viewer', '400x300+100+50', 'TigerVNC'],
  ] as const) {
    expect(await command('ctys', '-a', `create=l:${name},connect`, '-g', place, '-W', '2', 'host')).toEqual({
      code: 0,
      out: `host, ${name}: moved to ${place}.\n`,
    })
    expect(desktopOf(title)).toBe('_NET_WM_DESKTOP(CARDINAL) = 2')
  }
  const { out } = await command('ctys', '-a', 'create=l:myApp,connect', '-g', '500x300+700+500::@attic', 'host')
  expect(out).toContain('It stays on the desktop that is shown: it could not be brought to attic.')
})

test('each monitor is a screen, by its name and by its place on the wall', async () => {
  const split = (...words: readonly string[]) =>
    execFileSync('xrandr', ['--setmonitor', ...words], { env: { ...process.env, DISPLAY: display } })
  split('left', '960/250x1080/285+0+0', 'screen')
  split('right', '960/250x1080/285+960+0', 'none')
  expect((await call(':right', 'connect')).out).toBe('host, myApp: moved to 960x1080+960+0.\n')
  expect((await call('50%x300-0-20:A00', 'connect')).out).toBe('host, myApp: moved to 480x300+480+760.\n')
  expect(seen()).toBe('480x300+480+760')
})
