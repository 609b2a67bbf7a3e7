import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { keyFileVault } from './key-file-vault.ts'

let folder = ''
const path = () => join(folder, 'data', 'vault.key')
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vault-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

test('a secret comes back as it went in, also after a restart', async () => {
  const sealed = await keyFileVault(path()).seal('pässword \u0000 😀')
  expect(await keyFileVault(path()).open(sealed)).toBe('pässword \u0000 😀')
  expect(await keyFileVault(path()).open(await keyFileVault(path()).seal(''))).toBe('')
})

test('the key is for this user alone, made once, and never seen in what is sealed', async () => {
  const vault = keyFileVault(path())
  const [first, second] = [await vault.seal('hunter2'), await vault.seal('hunter2')]
  expect(statSync(path()).mode & 0o777).toBe(0o600)
  expect(statSync(join(folder, 'data')).mode & 0o777).toBe(0o700)
  expect(readdirSync(join(folder, 'data'))).toEqual(['vault.key'])
  expect(first).not.toEqual(second)
  expect(Buffer.from(first).includes('hunter2')).toBe(false)
})

test('two that begin at once use the same key', async () => {
  const [a, b] = [keyFileVault(path()), keyFileVault(path())]
  const [sealed] = await Promise.all([a.seal('one'), b.seal('two')])
  expect(await b.open(sealed)).toBe('one')
})

test('a key that others may read is not used, and neither is it made private behind your back', async () => {
  await keyFileVault(path()).seal('x')
  chmodSync(path(), 0o640)
  await expect(keyFileVault(path()).seal('y')).rejects.toMatchObject({
    problem: { code: 'vault.exposed', message: `${path()} may be read by others (mode 0640), so it was not used.` },
  })
  expect(statSync(path()).mode & 0o777).toBe(0o640)
})

test('a file that holds no key is told and left as it is', async () => {
  await keyFileVault(path()).seal('x')
  writeFileSync(path(), 'short\n')
  await expect(keyFileVault(path()).seal('y')).rejects.toMatchObject({ problem: { code: 'vault.key' } })
  expect(readFileSync(path(), 'utf8')).toBe('short\n')
})

test('a secret that was changed, cut or sealed with another key is refused', async () => {
  const vault = keyFileVault(path())
  const sealed = await vault.seal('hunter2')
  const changed = Buffer.from(sealed)
  changed.writeUInt8(changed.readUInt8(changed.length - 1) ^ 1, changed.length - 1)
  await expect(vault.open(changed)).rejects.toMatchObject({ problem: { code: 'vault.unreadable' } })
  await expect(vault.open(sealed.subarray(0, 20))).rejects.toMatchObject({ problem: { code: 'vault.unreadable' } })
  await expect(keyFileVault(join(folder, 'other.key')).open(sealed)).rejects.toMatchObject({ problem: { code: 'vault.unreadable' } })
})
