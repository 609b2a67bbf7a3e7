import { expect, test } from 'vitest'
import { conformance } from '../conformance.ts'
import { target, world } from '../conformance-shell.ts'
import type { SessionPlugin } from '../../shared/plugin/plugin.ts'
import { xvnc } from '../xvnc/index.ts'
import { vnc as plugin } from './index.ts'

const vnc = plugin as SessionPlugin<unknown>
const endpoints = [{ service: 'vnc' as const, port: null, at: { path: '/run/lab/vnc' } }]
const script = () => ({ run: () => null, peer: () => ({ greeting: 'RFB 003.008\n', answer: () => '' }) })
for (const { name, keep } of conformance({ plugin, options: {}, script, endpoints })) test(name, keep)
for (const { name, keep } of conformance({ plugin: xvnc, options: { display: 2 }, script })) test(name, keep)

const wish = { columns: 80, rows: 24, command: null }
const reached = async (session: SessionPlugin<unknown>, options: object) => {
  const { context, calls } = world(script())
  await session.attach(context, target(options, endpoints), wish)
  return calls
}

test('the screen of the machine itself must be taken where it offers one', async () => {
  expect(await reached(vnc, {})).toEqual([{ kind: 'connect', to: { path: '/run/lab/vnc' } }])
})

test('a named host must be taken instead', async () => {
  expect(await reached(vnc, { host: 'web.lan', port: 5902 })).toEqual([{ kind: 'connect', to: { host: 'web.lan', port: 5902 } }])
})

test('a desktop inside the machine must be looked for at the port of its display', async () => {
  expect(await reached(xvnc as SessionPlugin<unknown>, { display: 2 })).toEqual([
    { kind: 'connect', to: { host: '127.0.0.1', port: 5902 } },
  ])
})

test('a machine without a screen must be named, and what to do', async () => {
  const attached = vnc.attach(world(script()).context, target({}), wish)
  await expect(attached).rejects.toMatchObject({ problem: { code: 'vnc.no-endpoint', about: 'machine:lab' } })
})
