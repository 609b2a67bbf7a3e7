import { expect, test } from 'vitest'
import { conformance } from '../conformance.ts'
import { target, world, type Peer } from '../conformance-shell.ts'
import type { MachinePlugin } from '../../shared/plugin/plugin.ts'
import { pm as plugin } from './index.ts'

const pm = plugin as MachinePlugin<unknown>
const answering = (peer: Peer | null) => ({ run: () => null, peer: () => peer })
const openssh = { greeting: 'SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u7\r\n', answer: () => '' }
const changes = () => false
for (const { name, keep } of conformance({
  plugin,
  options: { host: 'web.lan', answerMs: 100 },
  script: () => answering(openssh),
  changes,
}))
  test(name, keep)

const look = (options: object, peer: Peer | null) => pm.observe(world(answering(peer)).context, target(options))

test('this computer must be ready, and be its own way in', async () => {
  expect(await look({}, null)).toEqual({ condition: 'ready', endpoints: [] })
})

test('a host must be on when its SSH port says a banner', async () => {
  expect(await look({ host: 'web.lan', port: 2222 }, openssh)).toEqual({
    condition: 'on',
    endpoints: [{ service: 'ssh', port: 2222, at: { host: 'web.lan', port: 2222 } }],
    note: 'SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u7',
  })
})

test('lines before the banner must be passed over, as the protocol allows them', async () => {
  expect((await look({ host: 'web.lan' }, { ...openssh, greeting: `Welcome.\r\n${openssh.greeting}` })).condition).toBe('on')
})

test('a host that takes connections and says nothing must be off, with a note', async () => {
  const seen = await look({ host: 'web.lan', answerMs: 100 }, { greeting: '', answer: () => '' })
  expect(seen).toEqual({ condition: 'off', endpoints: [], note: 'web.lan:22: no SSH banner within 100 ms' })
})

test('a host that refuses must be off, with a note', async () => {
  expect(await look({ host: 'web.lan' }, null)).toEqual({ condition: 'off', endpoints: [], note: 'web.lan:22: nobody listens' })
})
