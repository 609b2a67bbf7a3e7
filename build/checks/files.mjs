import { readdirSync } from 'node:fs'
import { join } from 'node:path'

const notOurs = new Set(['node_modules', 'dist', 'test-results', 'playwright-report', 'release'])

/**
 * The project's own files: all but what is fetched, built or hidden. Asks the disk and not git, which a machine that only
 * received the folder may not have.
 *
 * @param {string} root @param {RegExp} wanted @returns {string[]} paths from `root`, sorted, with `/`
 */
export function projectFiles(root, wanted) {
  /** @param {string} folder @returns {string[]} */
  const walk = (folder) =>
    readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
      const path = folder ? `${folder}/${entry.name}` : entry.name
      if (entry.isDirectory()) return notOurs.has(entry.name) || entry.name.startsWith('.') ? [] : walk(path)
      return entry.isFile() && wanted.test(path) ? [path] : []
    })
  return walk('').sort()
}
