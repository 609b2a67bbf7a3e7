import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { projectFiles } from '../checks/files.mjs'
import { run } from './command.mjs'
import { fingerprint } from './fingerprint.mjs'
import { withLock } from './lock.mjs'
import { projectRoot } from './paths.mjs'
import { SetupProblem, say } from './say.mjs'

/** The engine as plain JavaScript in the folders of its sources, so that paths from file to file hold: for Electron and its package. */
export const desktopFolder = join(projectRoot, 'dist', 'app')

const stamp = join(projectRoot, 'dist', 'app.stamp')
const ours = /^(electron|shared|plugins)\//
const pictures = ['build/icons/tray.png', 'build/icons/tray@2x.png']
/** What makes the example, and what it is made of. */
const example = /^build\/(appliance|examples)\/(?!.*\.test\.|.*README)/
const source = /\.ts$/
const notShipped = /\.test\.ts$|\/(real|testing|fixtures)\/|^plugins\/conformance|README\.md$|tsconfig.*\.json$/

/** Makes dist/app when what it is made of has changed. @returns {Promise<string>} the file that Electron starts */
export async function ensureDesktop() {
  const main = join(desktopFolder, 'electron', 'main.js')
  const own = projectFiles(projectRoot, ours).filter((path) => !notShipped.test(path))
  const inputs = [...own, ...projectFiles(projectRoot, example), ...pictures]
  const now = fingerprint(inputs)
  if (existsSync(main) && existsSync(stamp) && readFileSync(stamp, 'utf8') === now) return main
  await withLock('desktop', async () => {
    say('Building the engine for Electron …')
    rmSync(stamp, { force: true })
    rmSync(desktopFolder, { recursive: true, force: true })
    const tsc = join(projectRoot, 'node_modules', 'typescript', 'bin', 'tsc')
    const { code, output } = await run(process.execPath, [tsc, '-p', join(projectRoot, 'build', 'desktop')], { quiet: true })
    if (code !== 0) throw new SetupProblem(`The engine could not be built.\n${output.trim()}`, 'The message above names the file and line.')
    for (const path of inputs.filter((input) => source.test(input))) nameWorkers(join(desktopFolder, path.replace(source, '.js')))
    for (const path of inputs.filter((input) => !source.test(input))) {
      mkdirSync(dirname(join(desktopFolder, path)), { recursive: true })
      copyFileSync(join(projectRoot, path), join(desktopFolder, path))
    }
    mkdirSync(join(desktopFolder, 'dist'), { recursive: true })
    symlinkSync(join(projectRoot, 'dist', 'renderer'), join(desktopFolder, 'dist', 'renderer'), 'junction')
    writeFileSync(stamp, now)
  })
  return main
}

/** The compiler renames what is imported; workers are named by an address, which it leaves alone. @param {string} path */
function nameWorkers(path) {
  if (!existsSync(path)) return
  const text = readFileSync(path, 'utf8')
  const named = text.replaceAll(/(new URL\(['"]\.[^'"]*)\.ts(['"], import\.meta\.url\))/g, '$1.js$2')
  if (named !== text) writeFileSync(path, named)
}
