import { existsSync, mkdirSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { ask } from './command.mjs'
import { npm } from './npm.mjs'
import { cacheFolder } from './paths.mjs'
import { SetupProblem, say } from './say.mjs'

/** The Node that is fetched when the installed one is too old. */
const fetched = '24.21.0'

/**
 * Whether this Node runs the project: it must read TypeScript by itself and offer the interface of its time to native parts.
 *
 * @param {string} version like `v20.20.2`
 */
export function isEnough(version) {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number)
  return major >= 24 || (major === 23 && minor >= 6) || (major === 22 && minor >= 18)
}

/**
 * A Node that is new enough, kept in .cache, fetched from the package registry when it is not there yet.
 *
 * @returns {Promise<string>} the path of its program
 */
export async function currentNode() {
  const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`
  const folder = join(cacheFolder, 'node')
  const program = join(folder, 'node_modules', name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
  if (existsSync(program)) return program
  say(
    `Node ${process.version} is too old for ServiceComposer (22.18 or newer): fetching Node ${fetched} into .cache/node, for this project only.`,
  )
  mkdirSync(folder, { recursive: true })
  const wish = ['install', '--prefix', folder, '--no-save', '--no-package-lock', '--global=false', `${name}@${fetched}`]
  const { code, output } = await npm(wish, folder)
  if (code !== 0) throw new SetupProblem(`Node ${fetched} could not be fetched.\n${output.trim()}`, ownNode)
  if (ask(program, ['--version'])?.trim() !== `v${fetched}`) {
    throw new SetupProblem(`The fetched Node ${fetched} (${name}) does not run on this computer.`, ownNode)
  }
  return program
}

const ownNode = 'Look whether the package registry can be reached, or install Node 24 yourself, and try again.'

/**
 * The environment in which that Node comes first, for us and for everything started from here.
 *
 * @param {string} program @returns {NodeJS.ProcessEnv}
 */
export function withNode(program) {
  return { ...process.env, PATH: `${dirname(program)}${delimiter}${process.env.PATH ?? ''}` }
}
