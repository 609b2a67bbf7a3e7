import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openSessions } from '../open.ts'
import type { Sessions } from '../sessions.ts'
import { entranceTo, never } from '../testing/enter.ts'
import { type Sshd, startSshd } from '../testing/sshd.ts'
import { startDisplay, type TestDisplay } from '../testing/xvfb.ts'

let display: TestDisplay
let sshd: Sshd
let closed: Sshd
let sessions: Sessions
const at = (env: NodeJS.ProcessEnv, folder: string) =>
  openSessions(
    { knownHosts: `${folder}/known`, ask: async () => null, secret: async () => null },
    { own: { home: folder, agent: null }, env: { ...env, SERVICECOMPOSER_SCRATCH: folder } },
  )
beforeAll(async () => {
  display = await startDisplay()
  ;[sshd, closed] = await Promise.all([
    startSshd({ config: ['X11Forwarding yes', 'X11DisplayOffset 210', 'X11UseLocalhost yes'] }),
    startSshd({ config: ['X11Forwarding no'] }),
  ])
  sessions = at(display.env, sshd.folder)
})
afterAll(async () => {
  await sessions[Symbol.asyncDispose]()
  await Promise.all([sshd.stop(), closed.stop()])
  await display[Symbol.asyncDispose]()
})
const inside = (server = sshd, of = sessions) => of.enter(entranceTo(server, of.ground), never)
const gone = async (title: string) => {
  while (display.titles().includes(title)) await setTimeout(20)
}

test('a program of another machine must show its window here, and end with all its windows', async () => {
  const shell = await inside()
  const shown = await shell.display?.('xterm', ['-T', 'far away'])
  expect(display.titles()).toContain('far away')
  expect(shown?.windows).toMatchObject({ base: expect.any(Number), mask: expect.any(Number) })
  await shown?.end()
  await shown?.ended
  await gone('far away')
})

test('two programs of one machine must be told apart by their windows’ numbers', async () => {
  const shell = await inside()
  const [one, two] = await Promise.all([shell.display?.('xterm', ['-T', 'one']), shell.display?.('xterm', ['-T', 'two'])])
  expect(
    display
      .titles()
      .filter((title) => title === 'one' || title === 'two')
      .sort(),
  ).toEqual(['one', 'two'])
  expect(one?.windows.base).not.toBe(two?.windows.base)
  await one?.end()
  await gone('one')
  expect(display.titles()).toContain('two')
  await two?.end()
})

test('only who shows the token of a program that we started must be let through', async () => {
  const shell = await inside()
  const file = `${sshd.folder}/turned-away`
  const without = 'XAUTHORITY=/dev/null xwininfo -root >/dev/null 2>&1; echo "code $?" >"$1"; exec xterm -T invited'
  const shown = await shell.display?.('sh', ['-c', without, 'sh', file])
  expect(display.titles()).toContain('invited')
  expect(await shell.read(file)).toBe('code 1\n')
  await shown?.end()
})

test('a server that passes no windows on must be told as that, and what to do', async () => {
  const shell = await inside(closed)
  await expect(shell.display?.('xterm', [])).rejects.toMatchObject({
    problem: { code: 'x11.refused', hint: expect.stringContaining('X11Forwarding') },
  })
})

test('a program that is missing, and one that shows nothing, must be told apart', async () => {
  const shell = await inside()
  await expect(shell.display?.('no-such-program', [])).rejects.toMatchObject({ problem: { code: 'command.missing' } })
  const quiet = shell.display?.('sh', ['-c', 'echo cannot open; exit 3'])
  await expect(quiet).rejects.toMatchObject({ problem: { code: 'x11.no-window', detail: 'cannot open' } })
})

test('a wrong cookie and no display at all must be told before a window is missed', async () => {
  const { DISPLAY: _none, ...without } = display.env
  await using blind = at(without, sshd.folder)
  await expect((await inside(sshd, blind)).display?.('xterm', [])).rejects.toMatchObject({ problem: { code: 'display.none' } })
  await using stranger = at({ ...display.env, XAUTHORITY: '/dev/null' }, sshd.folder)
  await expect((await inside(sshd, stranger)).display?.('xterm', [])).rejects.toMatchObject({ problem: { code: 'display.refused' } })
})
