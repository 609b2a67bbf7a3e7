import { existsSync } from 'node:fs'
import module from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { become } from './setup/command.mjs'
import { demandDistribution, ensureDistribution } from './setup/distribution.mjs'
import { currentNode, isEnough, withNode } from './setup/node.mjs'
import { ensurePackages } from './setup/packages.mjs'
import { cacheFolder, projectRoot } from './setup/paths.mjs'
import { ensureRenderer } from './setup/renderer.mjs'
import { SetupProblem, say } from './setup/say.mjs'

/**
 * The one way in: `node build/run.mjs <entry> [arguments]`, behind npm start, test, demo, bench and the command line. Runs on
 * Node 18 and needs nothing installed; makes the machine ready first, which a second run does not notice.
 *
 * @typedef {{ script: string, prepare: readonly (() => Promise<unknown>)[] }} Entry
 * @type {Record<string, Entry>}
 */
const entries = {
  start: { script: 'build/start.mjs', prepare: [ensureRenderer] },
  test: { script: 'build/test.mjs', prepare: [() => ensureDistribution('tests')] },
  demo: { script: 'build/demo.mjs', prepare: [() => demandDistribution('demo'), ensureRenderer] },
  bench: { script: 'build/bench.mjs', prepare: [() => demandDistribution('tests'), () => ensureDistribution('bench'), ensureRenderer] },
  package: { script: 'build/package.mjs', prepare: [ensureRenderer] },
  servicecomposer: { script: 'electron/cli.ts', prepare: [] },
}

/** Verbs that put the screen before somebody; the others need not wait for it to be built. */
const showsWindows = ['serve', 'open', 'launch']

/** @param {string} name @param {readonly string[]} args */
export async function enter(name, args) {
  const entry = entries[name]
  if (!entry) throw new SetupProblem(`There is no entry "${name}".`, `These are: ${Object.keys(entries).join(', ')}.`)
  if (!isEnough(process.version)) {
    const node = await currentNode()
    return become(node, [join(projectRoot, 'build', 'run.mjs'), name, ...args], withNode(node))
  }
  await ensurePackages()
  for (const prepare of entry.prepare) await prepare()
  if (name === 'servicecomposer' && showsWindows.includes(args[0] ?? '')) await ensureRenderer()
  const script = join(projectRoot, entry.script)
  if (!existsSync(script)) throw new SetupProblem(`${entry.script} is not there.`, 'The copy of the project is not complete.')
  process.argv = [process.execPath, script, ...args]
  // Nearly half of what a short command costs is reading our own files, which stay the same from one to the next.
  module.enableCompileCache(join(cacheFolder, 'compiled'))
  await import(pathToFileURL(script).href)
}

/** @param {string} name @param {readonly string[]} args */
export async function enterOrExplain(name, args) {
  try {
    await enter(name, args)
  } catch (cause) {
    if (!(cause instanceof SetupProblem)) throw cause
    say(`${cause.message}\n${cause.hint}`)
    process.exitCode = 1
  }
}

const [, called, name = '', ...args] = process.argv
if (called && import.meta.url === pathToFileURL(called).href) await enterOrExplain(name, args)
