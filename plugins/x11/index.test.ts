import { expect, test } from 'vitest'
import type { Near, SessionPlugin } from '../../shared/plugin/plugin.ts'
import { conformance } from '../conformance.ts'
import { target, world } from '../conformance-shell.ts'
import { x11 as plugin } from './index.ts'

const x11 = plugin as SessionPlugin<unknown>
const nowhere = { run: () => null, peer: () => null }
const nothing = () => Promise.reject(new Error('a forwarded program needs nothing of this computer'))
const near: Near = { program: nothing, reach: nothing, terminal: nothing, certificate: nothing, user: null }
for (const { name, keep } of conformance({ plugin, options: { command: ['xclock', '-digital'] }, script: () => nowhere })) test(name, keep)

test('the program must run inside the machine, its words kept apart', async () => {
  const launch = x11.launch?.(world(nowhere).context, target({ command: ['xterm', '-T', 'two words'] }), near)
  expect(await launch).toEqual({ where: 'inside', argv: ['xterm', '-T', 'two words'] })
})

test('it must never be shown in a window of ours', async () => {
  expect([x11.view, x11.viewer?.({})]).toEqual([null, 'native'])
  const attached = x11.attach(world(nowhere).context, target({}), { columns: 80, rows: 24, command: null })
  await expect(attached).rejects.toMatchObject({ problem: { code: 'session.no-viewer' } })
})
