import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { endDetached, isRunning, startDetached } from './detached.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sc-detached-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

const start = (argv: readonly [string, ...string[]], stdin?: string) =>
  startDetached({ argv, env: process.env, log: join(folder, 'log'), ...(stdin !== undefined && { stdin }) })

test('a program must be known again by its number and its beginning, until it is ended with all it started', async () => {
  const { process: viewer, exited } = await start(['sh', '-c', 'sleep 600 & wait'])
  expect(await isRunning(viewer)).toBe(true)
  expect(await isRunning({ ...viewer, began: 'another boot 1' })).toBe(false)
  await endDetached(viewer)
  expect(await isRunning(viewer)).toBe(false)
  await exited
  await endDetached(viewer)
})

test('what it reads and says must go where it was told', async () => {
  const { exited } = await start(['cat'], 'a password\n')
  expect(await exited).toBe(0)
  expect(readFileSync(join(folder, 'log'), 'utf8')).toBe('a password\n')
})

test('a program that is not there must be an error at once', async () => {
  await expect(start(['/there/is/no/such/program'])).rejects.toMatchObject({ code: 'ENOENT' })
})
