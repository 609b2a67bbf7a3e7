import { readdir } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { desk, lab, type Running } from './testing/cli.ts'

/** Three machines, each on the one before; the first takes its time. */
const slow = lab({ host: 'bootMs: 5000', web: '', page: '' }).replace('bootMs: 20, ', '')

/** Presses Ctrl-C until it is heeded: presses that come close together count as one. */
async function press(command: Running, heeded: RegExp): Promise<void> {
  const timer = setInterval(() => command.kill('SIGINT'), 100)
  await command.until(heeded).finally(() => clearInterval(timer))
}

test('Ctrl-C must let the running step finish, begin no other, and exit 130', async () => {
  const { data, start, run, write } = await desk()
  const launched = start('launch', await write('lab.yaml', slow))
  await launched.until(/… {9}start host/)
  launched.kill('SIGINT')
  // npm sends on what the terminal sent to both: that is one press.
  launched.kill('SIGINT')
  const { code, out, errors } = await launched.ended
  expect([code, errors]).toEqual([130, ''])
  expect(out).toMatch(/Cancelling: what runs may finish[\s\S]*done {6}start host\nLab: cancelled\. What came up stays up/)
  expect(out).not.toContain('Cutting off')
  expect(out).not.toMatch(/… {9}start web/)
  expect(await readdir(data)).toEqual(['inventory.sqlite'])
  expect((await run('list')).code).toBe(0)
})

test('a second Ctrl-C must cut the running step off at once', async () => {
  const { data, start, write } = await desk()
  const launched = start('launch', await write('lab.yaml', slow.replace('5000', '600000')), '--json')
  await launched.until(/"status":"running"/)
  await press(launched, /"cancelling":"hard"/)
  const { code, json } = await launched.ended
  expect(code).toBe(130)
  const lines = json()
  expect(lines).toContainEqual(expect.objectContaining({ type: 'step.changed', status: 'cancelled' }))
  expect(lines.at(-1)).toEqual({ verdict: 'cancelled', problems: [] })
  expect(await readdir(data)).toEqual(['inventory.sqlite'])
})

test('against a daemon Ctrl-C must cancel the run there, and the daemon go on', async () => {
  const { start, run, write } = await desk()
  const served = start('serve')
  await served.until(/\n/)
  const launched = start('launch', await write('lab.yaml', slow.replace('5000', '600000')))
  await launched.until(/… {9}start host/)
  await press(launched, /Cutting off/)
  expect((await launched.ended).code).toBe(130)
  expect((await run('status')).out).toMatch(/host +starting/)
})

test('SIGTERM must end the command tidily, its engine with it', async () => {
  const { data, start, run, write } = await desk()
  const launched = start('launch', await write('lab.yaml', slow.replace('5000', '600000')))
  await launched.until(/… {9}start host/)
  launched.kill('SIGTERM')
  // `timeout` ends the group, and npm in it sends on: that is one wish.
  launched.kill('SIGTERM')
  expect((await launched.ended).code).toBe(130)
  expect(await readdir(data)).toEqual(['inventory.sqlite'])
  expect((await run('status')).out).toMatch(/^Lab: off/)
})
