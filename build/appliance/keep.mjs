import { createHash, randomUUID } from 'node:crypto'
import { readFile, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * All that goes into something that is made: `folders` are taken with everything below them.
 * @typedef {{ words: readonly (string | Buffer)[], files?: readonly string[], folders: readonly string[] }} GoesIn
 */

/**
 * Makes something in a folder where it is not there yet, or was made of something else; `stamp` in the folder tells. Says
 * whether it was made.
 * @param {string} folder @param {GoesIn} goesIn @param {() => Promise<void>} make
 */
export async function keep(folder, goesIn, make) {
  const stamp = await fingerprint(goesIn)
  if ((await readFile(join(folder, 'stamp'), 'utf8').catch(() => '')) === stamp) return false
  await make()
  await place(join(folder, 'stamp'), stamp)
  return true
}

/** @param {GoesIn} goesIn */
async function fingerprint({ words, files = [], folders }) {
  const hash = createHash('sha256')
  for (const word of words) hash.update(word).update('\0')
  for (const path of files) hash.update(path).update(await readFile(path))
  for (const folder of folders) {
    const found = await readdir(folder, { recursive: true, withFileTypes: true })
    const paths = found.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
    for (const path of paths.sort()) hash.update(path).update(await readFile(path))
  }
  return hash.digest('hex')
}

/** Whoever reads the file meanwhile sees the old one or the new one, never half of it. @param {string} path @param {string | Uint8Array} data */
export async function place(path, data) {
  const beside = `${path}.${randomUUID()}.new`
  try {
    await writeFile(beside, data, { mode: 0o600 })
    await rename(beside, path)
  } finally {
    await rm(beside, { force: true })
  }
}
