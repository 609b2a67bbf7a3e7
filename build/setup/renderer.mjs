import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectFiles } from '../checks/files.mjs'
import { run } from './command.mjs'
import { fingerprint } from './fingerprint.mjs'
import { withLock } from './lock.mjs'
import { projectRoot } from './paths.mjs'
import { SetupProblem, say } from './say.mjs'

const built = join(projectRoot, 'dist', 'renderer')
const stamp = join(projectRoot, 'dist', 'renderer.stamp')

/** Builds the screen into dist/renderer when what it is made of has changed. A failed build leaves the last good one. */
export async function ensureRenderer() {
  if (isFresh()) return
  await withLock('renderer', async () => {
    if (isFresh()) return
    say('Building the screen …')
    const now = fingerprint(inputs())
    const next = `${built}.next`
    const vite = join(projectRoot, 'node_modules', 'vite', 'bin', 'vite.js')
    const { code, output } = await run(process.execPath, [vite, 'build', '--outDir', next, '--logLevel', 'warn'], {
      cwd: projectRoot,
      quiet: true,
    })
    if (code !== 0) {
      rmSync(next, { recursive: true, force: true })
      throw new SetupProblem(`The screen could not be built.\n${output.trim()}`, 'The message above names the file and line.')
    }
    rmSync(stamp, { force: true })
    rmSync(built, { recursive: true, force: true })
    renameSync(next, built)
    writeFileSync(stamp, now)
  })
}

const isFresh = () => existsSync(stamp) && existsSync(join(built, 'index.html')) && readFileSync(stamp, 'utf8') === fingerprint(inputs())

/** Every file that goes in: the screen, what it shares, how it is built and with what. */
const inputs = () => [
  ...projectFiles(projectRoot, /^(renderer|shared)\/(?!.*\.test\.)/),
  'vite.config.ts',
  'build/own-wasm.ts',
  'package-lock.json',
]
