import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { writeNew } from './files.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'files-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

test('a new file is there as a whole, and nothing beside it', async () => {
  await writeNew(join(folder, 'lab.yaml'), 'text\n', { replace: false })
  expect(readFileSync(join(folder, 'lab.yaml'), 'utf8')).toBe('text\n')
  expect(readdirSync(folder)).toEqual(['lab.yaml'])
})

test('a file that exists is left as it is, unless it may be replaced', async () => {
  const path = join(folder, 'lab.yaml')
  writeFileSync(path, 'mine')
  await expect(writeNew(path, 'other', { replace: false })).rejects.toMatchObject({
    problem: { code: 'file.exists', message: `${path} was left as it is.` },
  })
  expect(readFileSync(path, 'utf8')).toBe('mine')
  await writeNew(path, 'other', { replace: true })
  expect(readFileSync(path, 'utf8')).toBe('other')
  expect(readdirSync(folder)).toEqual(['lab.yaml'])
})

test('a folder that does not exist is told, and not made', async () => {
  await expect(writeNew(join(folder, 'no', 'lab.yaml'), '', { replace: false })).rejects.toMatchObject({
    problem: { code: 'file.unwritable' },
  })
  expect(readdirSync(folder)).toEqual([])
})

test('a folder in the place of the file is told, and left', async () => {
  await expect(writeNew(folder, '', { replace: true })).rejects.toMatchObject({ problem: { code: 'file.unwritable' } })
})
