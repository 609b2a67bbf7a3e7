import { expect, test } from 'vitest'
import { conformance } from '../conformance.ts'
import { ran, target, world } from '../conformance-shell.ts'
import type { SessionPlugin } from '../../shared/plugin/plugin.ts'
import { serial as plugin } from './index.ts'

const serial = plugin as SessionPlugin<unknown>
const endpoints = [{ service: 'serial' as const, port: null, at: { path: '/run/lab/serial' } }]
const script = () => ({ run: () => ran('booting\nlogin: '), peer: () => ({ greeting: 'now', answer: () => '' }) })
for (const { name, keep } of conformance({ plugin, options: {}, script, endpoints })) test(name, keep)

const wish = { columns: 80, rows: 24, command: null }

test('what the console said before must be shown first, with line ends a terminal understands', async () => {
  const { context, calls } = world(script())
  const terminal = await serial.attach(context, target({ backlogBytes: 100 }), wish).catch(() => null)
  expect(terminal).toBeNull()
  const stream = await serial.attach(context, target({ backlogBytes: 100 }, endpoints), wish)
  const heard = await new Promise<string>((resolve) => {
    let text = ''
    stream.onData((data) => {
      text += new TextDecoder().decode(data)
      if (text.endsWith('now')) resolve(text)
    })
  })
  expect(heard).toBe('booting\r\nlogin: now')
  expect(calls[0]).toEqual({ kind: 'run', command: 'tail', args: ['-c', '100', '/run/lab/serial.log'] })
})

test('a console that a program shows must be shown by it, at the size of the window', async () => {
  const { context, calls } = world(script())
  const [endpoint] = endpoints
  await serial.attach(context, target({}, [{ ...endpoint!, command: ['xl', 'console', 'web'] }]), wish)
  expect(calls).toEqual([{ kind: 'terminal', command: ['xl', 'console', 'web'] }])
})

test('a machine without a serial line must be named', async () => {
  const attached = serial.attach(world(script()).context, target({}), wish)
  await expect(attached).rejects.toMatchObject({ problem: { code: 'serial.no-endpoint', about: 'machine:lab' } })
})
