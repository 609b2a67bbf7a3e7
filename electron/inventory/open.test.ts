import Database from 'better-sqlite3'
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Problem } from '../../shared/model/problem.ts'
import { sumOf } from './load.ts'
import { openInventory } from './open.ts'
import { add, machine, problemOf } from './testing/samples.ts'

let folder = ''
let path = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'inventory-'))
  path = join(folder, 'data', 'inventory.sqlite')
})
afterEach(() => rmSync(folder, { recursive: true }))

/** Enough machines for the file to have many pages. */
const many = Array.from({ length: 200 }, (_, index) => machine(`m${index}`, { label: `machine number ${index}` }))
const fill = () => {
  using inventory = openInventory(path)
  inventory.edit(add(...many))
}
const reopen = () => {
  const problems: Problem[] = []
  using inventory = openInventory(
    path,
    (problem) => problems.push(problem),
    () => Date.UTC(2030, 0, 2, 3, 4, 5),
  )
  return { count: inventory.entries().length, revision: inventory.revision(), problems }
}

test('what was saved is there again, in a folder and a file for this user alone', () => {
  fill()
  expect(reopen()).toEqual({ count: 200, revision: 1, problems: [] })
  expect(statSync(join(folder, 'data')).mode & 0o777).toBe(0o700)
  expect(statSync(path).mode & 0o777).toBe(0o600)
  expect(readdirSync(join(folder, 'data'))).toEqual(['inventory.sqlite'])
})

test('a file that others could read is closed to them when it is opened', () => {
  fill()
  chmodSync(path, 0o644)
  reopen()
  expect(statSync(path).mode & 0o777).toBe(0o600)
})

test('a second owner in the same process is told so, and the first goes on', () => {
  using first = openInventory(path)
  expect(problemOf(() => openInventory(path))).toMatchObject({ code: 'inventory.busy', title: 'The inventory is in use' })
  expect(first.edit(add(machine('a')))).toBe(1)
})

const damages: readonly [string, (path: string) => void][] = [
  ['cut in half', (file) => truncateSync(file, Math.floor(statSync(file).size / 2))],
  ['with a beginning of garbage', (file) => overwrite(file, 0, Buffer.alloc(100, 'x'))],
  ['with a page of garbage', (file) => overwrite(file, 4096 * 3, Buffer.alloc(4096, 0xa5))],
  ['with one letter changed in one entry', (file) => overwrite(file, readFileSync(file).indexOf('machine number 77'), Buffer.from('M'))],
  ['that is a text file', (file) => writeFileSync(file, 'machines:\n  - gis\n'.repeat(100))],
]

test.each(damages)('a file %s is kept aside as it is, and a fresh one begun', (_, damage) => {
  fill()
  damage(path)
  const damaged = readFileSync(path)
  const aside = `${path}.corrupt-2030-01-02T03-04-05`
  const { count, problems } = reopen()
  expect(count).toBe(0)
  expect(problems).toMatchObject([{ code: 'inventory.corrupt', severity: 'warning', detail: aside }])
  expect(readFileSync(aside).equals(damaged)).toBe(true)
  fill()
  expect(reopen()).toMatchObject({ count: 200, problems: [] })
})

test('a second damaged file never replaces the first that was kept', () => {
  for (const text of ['first', 'second']) {
    fill()
    writeFileSync(path, text.repeat(1000))
    reopen()
    rmSync(path)
  }
  expect(readdirSync(join(folder, 'data'))).toEqual([
    'inventory.sqlite.corrupt-2030-01-02T03-04-05',
    'inventory.sqlite.corrupt-2030-01-02T03-04-05-2',
  ])
})

test('the database of another program is refused and left untouched', () => {
  mkdirSync(join(folder, 'data'))
  const other = new Database(path)
  other.exec('CREATE TABLE bookmark (url TEXT)')
  other.close()
  const before = readFileSync(path)
  expect(problemOf(() => openInventory(path))).toMatchObject({ code: 'inventory.foreign' })
  expect(readFileSync(path).equals(before)).toBe(true)
})

test('an inventory of a newer program is refused and left untouched', () => {
  fill()
  const newer = new Database(path)
  newer.pragma('user_version = 99')
  newer.close()
  const before = readFileSync(path)
  expect(problemOf(() => openInventory(path))).toMatchObject({
    code: 'inventory.newer',
    message: expect.stringContaining('has version 99'),
  })
  expect(readFileSync(path).equals(before)).toBe(true)
})

test('a sound entry that this program does not know is no damage: the file is refused and kept', () => {
  fill()
  const newer = new Database(path)
  newer.exec(`UPDATE entry SET body = json_set(body, '$.colour', 'red'), sum = NULL WHERE id = 'machine:m7'`)
  const body = newer.prepare<[], string>(`SELECT body FROM entry WHERE id = 'machine:m7'`).pluck().get() ?? ''
  newer.function('sum_of', (text) => sumOf(String(text)))
  newer.exec(`UPDATE entry SET sum = sum_of(body) WHERE id = 'machine:m7'; UPDATE mark SET value = 'of a newer model'`)
  newer.close()
  expect(body).toContain('"colour":"red"')
  expect(problemOf(() => openInventory(path))).toMatchObject({ code: 'inventory.newer', detail: expect.stringContaining('machine:m7') })
  expect(readdirSync(join(folder, 'data'))).toEqual(['inventory.sqlite'])
})

test('a path that cannot be a file is told as unwritable', () => {
  writeFileSync(join(folder, 'data'), 'a file, not a folder')
  expect(problemOf(() => openInventory(path))).toMatchObject({ code: 'inventory.unwritable' })
  expect(problemOf(() => openInventory(folder))).toMatchObject({ code: 'inventory.unwritable' })
})

const overwrite = (file: string, at: number, bytes: Buffer) => {
  const all = readFileSync(file)
  expect(at).toBeGreaterThanOrEqual(0)
  bytes.copy(all, at)
  writeFileSync(file, all)
}
