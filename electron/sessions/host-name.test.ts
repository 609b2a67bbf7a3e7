import { expect, test } from 'vitest'
import { MachineId } from '../../shared/model/id.ts'
import type { Socket } from '../../shared/plugin/shell.ts'
import { simShell } from './fake.ts'
import { hostOf } from './host-name.ts'

const login = { user: 'me', keys: [], knownHosts: null, secret: null }
const machine = MachineId.parse('machine:web')
const ground = { place: { levels: [{ label: 'here' }] } }
const through = simShell({ machine, name: 'box', login, through: { ...simThrough(), ...ground } })
function simThrough() {
  const unused = () => Promise.reject(new Error('not used'))
  return { os: 'linux' as const, scratch: '/tmp', run: unused, read: unused, connect: unused, forward: unused, terminal: unused }
}
const alias = (at: Socket, fromGround: boolean) =>
  hostOf({ machine, name: 'web', login, endpoint: { service: 'ssh', port: 22, at }, through }, fromGround).alias

test('a real host must keep its name and port, as ssh knows it', () => {
  expect(alias({ host: 'web.example.org', port: 22 }, true)).toBe('web.example.org')
  expect(alias({ host: 'web.example.org', port: 2222 }, true)).toBe('[web.example.org]:2222')
  expect(alias({ host: '192.0.2.7', port: 22 }, true)).toBe('192.0.2.7')
  expect(alias({ host: 'web.example.org', port: 22 }, false)).toBe('web.example.org')
})

test('a machine behind a forwarded port, a socket or another network must go by its own id', () => {
  expect(alias({ host: '127.0.0.1', port: 2201 }, true)).toBe('web')
  expect(alias({ host: 'localhost', port: 22 }, true)).toBe('web')
  expect(alias({ path: '/run/web' }, true)).toBe('web')
  expect(alias({ host: '192.168.122.5', port: 22 }, false)).toBe('web')
})
