import { expect, test } from 'vitest'
import { conformance } from '../conformance.ts'
import { target, world } from '../conformance-shell.ts'
import type { SessionPlugin } from '../../shared/plugin/plugin.ts'
import { cli as plugin } from './index.ts'

const cli = plugin as SessionPlugin<unknown>
const nowhere = { run: () => null, peer: () => null }
for (const { name, keep } of conformance({ plugin, options: { command: ['top', '-d', '1'] }, script: () => nowhere })) test(name, keep)

const size = { columns: 80, rows: 24 }
const opened = async (options: object, command: readonly [string, ...string[]] | null) => {
  const { context, calls } = world(nowhere)
  await cli.attach(context, target(options), { ...size, command })
  return calls
}

test('without a command the login shell must be opened', async () => {
  expect(await opened({}, null)).toEqual([{ kind: 'terminal', command: null }])
})

test('a command must stay a list of words', async () => {
  expect(await opened({ command: ['echo', 'two words; one word'] }, null)).toEqual([
    { kind: 'terminal', command: ['echo', 'two words; one word'] },
  ])
})

test('what is wished for this once must win over the setting', async () => {
  expect(await opened({ command: ['top'] }, ['ls'])).toEqual([{ kind: 'terminal', command: ['ls'] }])
})
