import Database from 'better-sqlite3'
import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { SecretRef } from '../../shared/model/machine.ts'
import { migrate, migrations } from './migrate.ts'
import { openInventory } from './open.ts'
import { problemOf } from './testing/samples.ts'

let folder = ''
let path = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'migrate-'))
  path = join(folder, 'inventory.sqlite')
})
afterEach(() => rmSync(folder, { recursive: true }))

const fixture = (name: string) => readFileSync(join(import.meta.dirname, 'migrations', 'fixtures', name), 'utf8')

/** A file as the program left it that knew only the first `version` migrations. */
function makeOld(version: number): void {
  const database = new Database(path)
  migrate(database, path, migrations.slice(0, version))
  database.exec(fixture(`${String(version + 1).padStart(4, '0')}/before.sql`))
  database.close()
}

test.each(migrations.map((_, index) => index + 1).slice(1))(
  'an inventory from before migration %i comes out as its fixture says',
  (number) => {
    makeOld(number - 1)
    using inventory = openInventory(path)
    expect({
      revision: inventory.revision(),
      entries: inventory.entries(),
      runs: inventory.runs(10),
      lastSeq: inventory.lastSeq(),
      secret: [...(inventory.cipher(SecretRef.parse('secret:root')) ?? [])],
    }).toEqual(JSON.parse(fixture(`${String(number).padStart(4, '0')}/after.json`)))
  },
)

test('the file as it was before is kept for the older program', () => {
  makeOld(1)
  openInventory(path)[Symbol.dispose]()
  expect(readdirSync(folder)).toEqual(['inventory.sqlite', 'inventory.sqlite.version-1'])
  const kept = new Database(`${path}.version-1`, { readonly: true })
  expect(kept.pragma('user_version', { simple: true })).toBe(1)
  expect(kept.prepare('SELECT count(*) AS count FROM entry').get()).toEqual({ count: 3 })
  kept.close()
})

test('a new inventory has the newest version and no copy beside it', () => {
  openInventory(path)[Symbol.dispose]()
  expect(readdirSync(folder)).toEqual(['inventory.sqlite'])
  const database = new Database(path, { readonly: true })
  expect(database.pragma('user_version', { simple: true })).toBe(migrations.length)
  database.close()
})

test('a step that fails leaves the file as it was, with what the steps before it did undone', () => {
  makeOld(1)
  copyFileSync(path, `${path}.before`)
  const database = new Database(path)
  const broken = [...migrations, 'CREATE TABLE extra (a TEXT); INSERT INTO nowhere VALUES (1);']
  expect(problemOf(() => migrate(database, path, broken))).toMatchObject({
    code: 'inventory.migration',
    message: expect.stringContaining(`from version ${migrations.length} to ${migrations.length + 1}`),
  })
  database.close()
  expect(readFileSync(path).equals(readFileSync(`${path}.before`))).toBe(true)
  expect(existsSync(`${path}-journal`)).toBe(false)
})
