import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { run } from './command.mjs'
import { withLock } from './lock.mjs'
import { cacheFolder, projectRoot } from './paths.mjs'
import { say } from './say.mjs'

const dayMs = 24 * 60 * 60 * 1000
const silenceMs = 20_000
const failure = join(cacheFolder, 'electron-not-to-be-had')

/** The program of Electron when its runtime is on this computer, else null. Only looks: requiring the package would download it. */
export function installedElectron(environment = process.env) {
  const folder = electronFolder()
  if (!folder) return null
  const path = read(join(folder, 'path.txt'))
  const elsewhere = environment.ELECTRON_OVERRIDE_DIST_PATH
  if (!path && !elsewhere) return null
  const program = join(elsewhere || join(folder, 'dist'), path ?? 'electron')
  return existsSync(program) ? program : null
}

/**
 * The program of Electron, downloaded on first use. Not to be had is an answer: it is said in one line, and not tried again
 * for a day unless SERVICECOMPOSER_ELECTRON=force says so.
 *
 * @param {NodeJS.ProcessEnv} [environment] @returns {Promise<string | null>}
 */
export async function obtainElectron(environment = process.env) {
  const wish = environment.SERVICECOMPOSER_ELECTRON
  if (wish === 'off') return null
  const there = installedElectron(environment)
  if (there) return there
  if (wish !== 'force' && failedLately()) return null
  return withLock('electron', async () => {
    const why = await download()
    if (why === null) return installedElectron()
    mkdirSync(cacheFolder, { recursive: true })
    writeFileSync(failure, why)
    say(`Electron's runtime cannot be had here: ${why} Not tried again for a day (SERVICECOMPOSER_ELECTRON=force tries at once).`)
    return null
  })
}

const failedLately = () => existsSync(failure) && Date.now() - statSync(failure).mtimeMs < dayMs

/** Fetches, checks against the sums in Electron's package, and unpacks. @returns {Promise<string | null>} why not, or null */
async function download() {
  const folder = electronFolder()
  if (!folder) return 'its package is not installed.'
  const ofElectron = createRequire(join(folder, 'package.json'))
  const { version } = ofElectron('./package.json')
  const silence = new AbortController()
  let patience = setTimeout(() => silence.abort(), silenceMs)
  say(`Fetching Electron ${version} (once; about 110 MB) …`)
  try {
    const { downloadArtifact } = await import(pathToFileURL(ofElectron.resolve('@electron/get')).href)
    await downloadArtifact({
      version,
      artifactName: 'electron',
      platform: process.platform,
      arch: process.arch,
      checksums: ofElectron('./checksums.json'),
      downloadOptions: {
        quiet: true,
        signal: silence.signal,
        getProgressCallback: async (/** @type {{ transferred: number, total: number | null }} */ { transferred, total }) => {
          clearTimeout(patience)
          patience = setTimeout(() => silence.abort(), silenceMs)
          showProgress(transferred, total)
        },
      },
    })
    endProgress()
    const { code, output } = await run(process.execPath, [join(folder, 'install.js')], { quiet: true })
    if (code === 0) rmSync(failure, { force: true })
    return code === 0 ? null : `it could not be unpacked: ${output.trim()}`
  } catch (cause) {
    endProgress()
    if (silence.signal.aborted) return `nothing came for ${silenceMs / 1000} seconds.`
    return `${innermost(cause)}.`
  } finally {
    clearTimeout(patience)
  }
}

/** Where the package is, which brings the runtime only later; null when it is not installed. */
function electronFolder() {
  const folder = join(projectRoot, 'node_modules', 'electron')
  return existsSync(folder) ? folder : null
}

/** @param {string} path */
const read = (path) => (existsSync(path) ? readFileSync(path, 'utf8') : null)

/** @param {number} transferred @param {number | null} total */
function showProgress(transferred, total) {
  if (!process.stderr.isTTY) return
  const megabytes = (/** @type {number} */ bytes) => (bytes / 1e6).toFixed(0)
  process.stderr.write(`\r  ${megabytes(transferred)}${total ? ` of ${megabytes(total)}` : ''} MB`)
}

const endProgress = () => void (process.stderr.isTTY && process.stderr.write('\r\x1b[K'))

/** What really happened, under "fetch failed" and its like. @param {unknown} cause @returns {string} */
function innermost(cause) {
  if (!(cause instanceof Error)) return String(cause)
  return cause.cause instanceof Error ? innermost(cause.cause) : cause.message
}
