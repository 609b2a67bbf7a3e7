import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { withLock } from './lock.mjs'
import { npm } from './npm.mjs'
import { projectRoot } from './paths.mjs'
import { SetupProblem, say } from './say.mjs'

/**
 * @typedef {{ version?: string, integrity?: string, optional?: boolean, link?: boolean }} Locked
 * @typedef {Record<string, Locked>} Packages
 */

/** Makes node_modules what package-lock.json says. Nothing happens when it is. */
export async function ensurePackages() {
  if (areInstalled()) return
  await withLock('packages', async () => {
    if (areInstalled()) return
    say('Installing the Node packages (once; about half a minute) …')
    const { code, output } = await npm(['ci', '--include=dev'], projectRoot)
    if (code === 0 && areInstalled()) return
    throw new SetupProblem(
      `The Node packages could not be installed.\n${output.trim()}`,
      'Look whether the package registry can be reached, then try again; `npm ci` in the project shows more.',
    )
  })
}

const areInstalled = () =>
  matches(packagesOf(join(projectRoot, 'package-lock.json')), packagesOf(join(projectRoot, 'node_modules', '.package-lock.json')))

/**
 * Whether what npm noted at its last install is what the lock file asks for, so that neither a missed pull nor a hand-made
 * install goes unseen. Packages for other systems may be absent.
 *
 * @param {Packages} wished @param {Packages} installed
 */
export function matches(wished, installed) {
  const wanted = Object.keys(wished).filter((path) => path !== '')
  return (
    wanted.every((path) => {
      const have = installed[path]
      return have ? have.version === wished[path]?.version && have.integrity === wished[path]?.integrity : wished[path]?.optional === true
    }) && Object.keys(installed).every((path) => path in wished)
  )
}

/** @param {string} path @returns {Packages} nothing when npm has not finished an install here */
function packagesOf(path) {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')).packages : {}
}
