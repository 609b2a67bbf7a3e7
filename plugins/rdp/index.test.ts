import { expect, test } from 'vitest'
import type { Endpoint, Near, SessionPlugin } from '../../shared/plugin/plugin.ts'
import { conformance } from '../conformance.ts'
import { target, world } from '../conformance-shell.ts'
import { rdp as plugin } from './index.ts'

const rdp = plugin as SessionPlugin<unknown>
const script = () => ({ run: () => null, peer: () => ({ greeting: '', answer: () => '' }) })
const ssh: Endpoint = { service: 'ssh', port: 22, at: { host: '10.0.0.7', port: 22 } }
const passedOn: Endpoint = { service: 'tcp', port: 3389, at: { host: '127.0.0.1', port: 43389 } }
for (const { name, keep } of conformance({ plugin, options: { user: 'me', viewer: 'embedded' }, script, endpoints: [ssh] }))
  test(name, keep)

const where = (options: object, endpoints: readonly Endpoint[]) => rdp.server?.(target(options, endpoints))
test('the server must be where the settings say, else where its port is passed on, else beside the SSH server', () => {
  expect(where({ host: 'win.lan', port: 3390 }, [ssh, passedOn])).toEqual({ host: 'win.lan', port: 3390 })
  expect(where({}, [ssh, passedOn])).toEqual({ host: '127.0.0.1', port: 43389 })
  expect(where({}, [ssh])).toEqual({ host: '10.0.0.7', port: 3389 })
})

test('a forwarded SSH port must not be taken for the machine’s address', () => {
  const forwarded: Endpoint = { ...ssh, at: { host: '127.0.0.1', port: 2201 } }
  expect(() => where({}, [forwarded])).toThrow(expect.objectContaining({ problem: expect.objectContaining({ code: 'rdp.no-endpoint' }) }))
})

const near: Near = {
  program: async ([name]) => `/usr/bin/${name}`,
  reach: async () => ({ host: '127.0.0.1', port: 50_001 }),
  terminal: () => Promise.reject(new Error('FreeRDP needs no terminal')),
  certificate: async () => 'ab12',
  user: 'root',
}
test('FreeRDP must take the trusted certificate only, and its password where nobody else can read it', async () => {
  const { context } = world(script())
  const secretive = { ...context, secret: async () => 'pa ss' }
  const launch = await rdp.launch?.(secretive, target({ domain: 'LAB', viewer: 'native' }, [ssh]), near)
  expect(launch?.argv).toEqual([
    '/usr/bin/xfreerdp',
    '/v:127.0.0.1:50001',
    '/u:root',
    '/d:LAB',
    '/cert:fingerprint:sha256:ab:12',
    '/t:lab',
    '/dynamic-resolution',
    '/from-stdin',
  ])
  expect(launch?.stdin).toBe('pa ss\n')
})
