import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { run } from './run.mjs'
import { tool } from './tools.mjs'

/** @typedef {{ name: string, version: string }} Package */

/**
 * Downloads packages of the distribution and unpacks them into `root` below the folder, without installing them and hence
 * without root's powers.
 * @param {readonly Package[]} packages @param {string} folder @param {(line: string) => void} say
 */
export async function download(packages, folder, say) {
  for (const { name, version } of packages) {
    say(`downloading ${name} ${version}`)
    await run(await tool('apt-get'), ['download', `${name}=${version}`], { cwd: folder })
  }
  for (const deb of (await readdir(folder)).filter((name) => name.endsWith('.deb'))) {
    await run(await tool('dpkg'), ['-x', join(folder, deb), join(folder, 'root')])
    await rm(join(folder, deb))
  }
}

/** The version that would be installed now. Rejects when there is none. @param {string} name */
export async function candidate(name) {
  const version = /Candidate: (\S+)/.exec(await run('apt-cache', ['policy', name]))?.[1]
  if (!version || version === '(none)') throw new Error(`no version of ${name} can be downloaded; run "apt-get update" and try again`)
  return version
}

/** What a package needs; nothing for a package that is not known here. @param {string} name @returns {Promise<string[]>} */
export async function dependsOn(name) {
  const text = await run('apt-cache', ['depends', '--no-recommends', '--no-suggests', name]).catch(() => '')
  return [...text.matchAll(/^\s*\|?Depends: (\S+)/gm)].map((match) => match[1] ?? '')
}

/**
 * Packages with those they need, each once, as far as they belong.
 * @param {readonly string[]} names @param {RegExp} belongs @returns {Promise<Package[]>}
 */
export async function withNeeds(names, belongs) {
  const all = new Set(names)
  for (const name of all) for (const need of await dependsOn(name)) if (belongs.test(need)) all.add(need)
  return Promise.all([...all].map(async (name) => ({ name, version: await candidate(name) })))
}
