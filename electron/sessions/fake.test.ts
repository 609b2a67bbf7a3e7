import { expect, test, vi } from 'vitest'
import { MachineId } from '../../shared/model/id.ts'
import type { ByteStream } from '../../shared/plugin/shell.ts'
import { never, testSessions } from './testing/enter.ts'

const machine = MachineId.parse('machine:toy')
const sim = (sessions: ReturnType<typeof testSessions>) =>
  sessions.enter(
    {
      machine,
      name: 'toy',
      login: { user: 'me', keys: [], knownHosts: null, secret: null },
      endpoint: { service: 'sim', port: null, at: { path: '/nowhere' } },
      through: sessions.ground,
    },
    never,
  )
const hear = (stream: ByteStream) => {
  const heard = { text: '', closed: 'not yet' as string | null }
  stream.onData((data) => {
    heard.text += Buffer.from(data).toString()
  })
  stream.onClose((reason) => {
    heard.closed = reason
  })
  return heard
}

test('a sim machine must be entered without any connection, and every command must succeed in it', async () => {
  await using sessions = testSessions()
  const shell = await sim(sessions)
  expect(await shell.run('anything', ['at all'])).toEqual({ code: 0, stdout: '', stderr: '' })
  expect(shell.place.levels.at(-1)).toEqual({ label: 'toy', id: 'machine:toy' })
  expect(await sim(sessions)).toBe(shell)
  await sessions.leave(machine)
  expect(await sim(sessions)).not.toBe(shell)
})

test('its terminal must greet, repeat what is typed, and end on exit', async () => {
  await using sessions = testSessions()
  const terminal = await (await sim(sessions)).terminal({ columns: 80, rows: 24, command: null })
  const heard = hear(terminal)
  terminal.write(Buffer.from('hellp\x7fo\r'))
  expect(heard.text).toBe('Welcome to toy, a machine of nothing (80x24).\r\nme@toy:~$ hellp\b \bo\r\nhello\r\nme@toy:~$ ')
  terminal.write(Buffer.from('exit\r'))
  expect(heard.closed).toBe(null)
})

test('its port 22 must greet like SSH, also through a forwarded port, and all others must refuse', async () => {
  await using sessions = testSessions()
  const shell = await sim(sessions)
  expect(hear(await shell.connect({ host: '127.0.0.1', port: 22 })).text).toBe('SSH-2.0-sim\r\n')
  await expect(shell.connect({ host: '127.0.0.1', port: 80 })).rejects.toMatchObject({ problem: { code: 'connect.refused' } })
  await using tunnel = await shell.forward({ host: '127.0.0.1', port: 22 })
  const heard = hear(await sessions.ground.connect(tunnel))
  await vi.waitFor(() => expect(heard.text).toBe('SSH-2.0-sim\r\n'))
})
