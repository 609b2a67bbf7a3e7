import { expect, test } from 'vitest'
import type { Endpoint, Near, SessionPlugin } from '../../shared/plugin/plugin.ts'
import { conformance } from '../conformance.ts'
import { target, world } from '../conformance-shell.ts'
import { spice as plugin } from './index.ts'

const spice = plugin as SessionPlugin<unknown>
const script = () => ({ run: () => null, peer: () => null })
const offered: Endpoint = { service: 'spice', port: null, at: { path: '/run/lab/spice' } }
for (const { name, keep } of conformance({ plugin, options: {}, script, endpoints: [offered] })) test(name, keep)

const nothing = () => Promise.reject(new Error('remote-viewer needs no such thing'))
const near: Near = { program: async ([name]) => name, reach: async (to) => to, terminal: nothing, certificate: nothing, user: null }
const launched = async (options: object, endpoints: readonly Endpoint[]) =>
  (await spice.launch?.(world(script()).context, target(options, endpoints), near))?.argv

test('the screen of the machine itself must be taken where it offers one, else the named host', async () => {
  expect(await launched({}, [offered])).toEqual(['remote-viewer', '--title', 'lab', 'spice+unix:///run/lab/spice'])
  expect(await launched({ host: '::1', port: 5931 }, [])).toEqual(['remote-viewer', '--title', 'lab', 'spice://[::1]:5931'])
})

test('a machine without such a screen must be named, and what to do', async () => {
  await expect(launched({}, [])).rejects.toMatchObject({ problem: { code: 'spice.no-endpoint', about: 'machine:lab' } })
})
