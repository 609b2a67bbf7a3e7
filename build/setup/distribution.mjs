import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { ask, run } from './command.mjs'
import { withLock } from './lock.mjs'
import { purposes } from './purposes.mjs'
import { SetupProblem, say } from './say.mjs'

/** @typedef {import('./purposes.mjs').Wanted} Wanted */

const lists = '/var/lib/apt/lists'
const hourMs = 60 * 60 * 1000

/**
 * What of the distribution is missing for a purpose. Quick when nothing is.
 *
 * @param {import('./purposes.mjs').Purpose} purpose @returns {readonly Wanted[]}
 */
export function missing(purpose) {
  const unsure = purposes[purpose].filter(({ program, instead = [], exact }) => (exact && hasApt()) || ![program, ...instead].some(isThere))
  if (unsure.length === 0 || !hasApt()) return unsure
  // Whoever is not known to dpkg makes it end 1, and what it knows is still printed.
  const names = unsure.map((wanted) => wanted.package)
  const { stdout } = spawnSync('dpkg-query', ['--show', '--showformat', '${Package} ${db:Status-Status}\n', ...names], { encoding: 'utf8' })
  const installed = new Set(stdout.split('\n'))
  return unsure.filter((wanted) => !installed.has(`${wanted.package} installed`))
}

/**
 * Installs what is missing for a purpose, where that may be done without asking; otherwise says what and how, in one message.
 *
 * @param {import('./purposes.mjs').Purpose} purpose
 * @returns {Promise<readonly Wanted[]>} what is missing still
 */
export async function ensureDistribution(purpose) {
  const absent = missing(purpose)
  // The lists are asked for the appliance's kernel too, so a machine without any gets them even when no program is missing.
  if (absent.length === 0 && (hasLists() || !hasApt())) return []
  const root = hasApt() ? asRoot() : null
  const mine = root ? absent.filter((wanted) => !wanted.serves || mayServe()) : []
  const names = mine.map((wanted) => wanted.package)
  if (root) await withLock('distribution', () => install(root, names))
  const still = missing(purpose)
  if (still.length > 0) say(howTo(still))
  return still
}

/**
 * The same, for what cannot go on without.
 *
 * @param {import('./purposes.mjs').Purpose} purpose
 */
export async function demandDistribution(purpose) {
  const still = await ensureDistribution(purpose)
  if (still.length > 0) throw new SetupProblem('It cannot go on without them.', 'Install what is named above and try again.')
}

/**
 * What is missing and the command that brings it.
 *
 * @param {readonly Wanted[]} wanted
 */
export function howTo(wanted) {
  if (!hasApt())
    return `These programs are missing: ${wanted.map((one) => one.program).join(', ')}. Install them with the packages of your system.`
  const names = wanted.map((one) => one.package).join(' ')
  return `These distribution packages are missing: ${names}\nInstall them with: sudo apt-get install --no-install-recommends ${names}`
}

/**
 * Installs those of the packages that the lists know: one that this distribution has not, must not keep the others out.
 *
 * @param {readonly string[]} root @param {readonly string[]} names
 */
async function install(root, names) {
  /** @param {readonly string[]} args */
  const apt = (args) => {
    const [command = 'env', ...rest] = [...root, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', ...args]
    return run(command, rest, { quiet: true })
  }
  const wish = () => ['install', '--yes', '--no-install-recommends', '-o', 'DPkg::Lock::Timeout=300', ...known(names)]
  if (names.length > 0) say(`Installing distribution packages (once): ${names.join(' ')} …`)
  if (!hasLists()) await apt(['update'])
  if (names.length === 0) return
  if (known(names).length === names.length && (await apt(wish())).code === 0) return
  // A list from last year names files that are gone, or misses what is new: once more with a fresh one.
  if (Date.now() - statSync(lists).mtimeMs > hourMs) await apt(['update'])
  if (known(names).length === 0) return
  const { code, output } = await apt(wish())
  if (code !== 0) say(`apt-get could not install them:\n${output.trim().split('\n').slice(-5).join('\n')}`)
}

/** Those that can be had. @param {readonly string[]} names */
function known(names) {
  const policies = (ask('apt-cache', ['policy', ...names]) ?? '').split(/^(?=\S)/m)
  const available = policies.filter((policy) => !policy.includes('Candidate: (none)')).map((policy) => policy.split(':')[0] ?? '')
  return names.filter((name) => available.includes(name))
}

/** What goes before a command so that it runs as root: nothing, sudo that asks nothing, or null when neither may be. */
function asRoot() {
  if (process.getuid?.() === 0) return []
  return ask('sudo', ['--non-interactive', 'true']) === null ? null : ['sudo', '--non-interactive']
}

const hasApt = () => existsSync('/usr/bin/apt-get') && existsSync('/usr/bin/dpkg-query')

const hasLists = () => existsSync(lists) && readdirSync(lists).some((name) => /_Packages(\.\w+)?$/.test(name))

/** A package that opens a port is not put on somebody's desk unasked: only where nothing would start it, or on a build machine. */
const mayServe = () => Boolean(process.env.CI) || !existsSync('/run/systemd/system')

/** @param {string} program */
function isThere(program) {
  const folders = [...(process.env.PATH ?? '').split(':'), '/usr/sbin', '/sbin']
  return folders.some((folder) => isProgram(join(folder, program)))
}

/** @param {string} path */
function isProgram(path) {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
