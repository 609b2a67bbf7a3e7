import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { announce, dataFolder, findOwner } from './owner.ts'

async function folder() {
  const data = await mkdtemp(join(tmpdir(), 'owner-'))
  onTestFinished(() => rm(data, { recursive: true }))
  return data
}
const token = 't'.repeat(43)

test('the owner of a data folder must be found by others, read only by this user, and gone when it ends', async () => {
  const data = await folder()
  expect(findOwner(data)).toBe(null)
  const bell = announce(data, { pid: process.pid, port: 4711, token })
  expect(findOwner(data)).toEqual({ pid: process.pid, port: 4711, token })
  expect((await stat(join(data, 'engine.json'))).mode & 0o777).toBe(0o600)
  bell[Symbol.dispose]()
  expect(findOwner(data)).toBe(null)
})

test('a dead owner, and a torn file, must count as none', async () => {
  const data = await folder()
  announce(data, { pid: 0x7ffffffe, port: 4711, token })
  expect(findOwner(data)).toBe(null)
  await writeFile(join(data, 'engine.json'), '{"pid": 1, "po')
  expect(findOwner(data)).toBe(null)
})

test('an engine that ends must not take away the bell of the next one', async () => {
  const data = await folder()
  const old = announce(data, { pid: process.pid, port: 1, token })
  announce(data, { pid: process.pid, port: 2, token: 'n'.repeat(43) })
  old[Symbol.dispose]()
  expect(findOwner(data)?.port).toBe(2)
})

test('the data folder must follow the wish, then the environment, then the custom of the system', () => {
  expect(dataFolder('/a', { SERVICECOMPOSER_DATA: '/b' }, 'linux')).toBe('/a')
  expect(dataFolder(undefined, { SERVICECOMPOSER_DATA: '/b', XDG_DATA_HOME: '/c' }, 'linux')).toBe('/b')
  expect(dataFolder(undefined, { XDG_DATA_HOME: '/c' }, 'linux')).toBe('/c/servicecomposer')
  expect(dataFolder(undefined, {}, 'linux')).toMatch(/\.local\/share\/servicecomposer$/)
  expect(dataFolder(undefined, {}, 'darwin')).toMatch(/Library\/Application Support\/servicecomposer$/)
})
