import { readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { findChromium, hasDisplay } from '../electron/chromium/find.ts'
import { become } from './setup/command.mjs'
import { ensureDesktop } from './setup/desktop.mjs'
import { obtainElectron } from './setup/electron.mjs'
import { projectRoot } from './setup/paths.mjs'
import { say } from './setup/say.mjs'

/**
 * `npm start`: the best desk that this computer has. Electron where its runtime can be had, else windows of its Chromium,
 * else the plain browser. `npm start -- --desk electron|chromium|browser` takes that one.
 */
const args = process.argv.slice(2)
const at = args.indexOf('--desk')
const wish = at < 0 ? null : (args[at + 1] ?? null)
const rest = at < 0 ? args : args.toSpliced(at, 2)
const desks = ['electron', 'chromium', 'browser']

if (wish !== null && !desks.includes(wish)) {
  say(`There is no desk "${wish}". These are: ${desks.join(', ')}.`)
  process.exitCode = 2
} else if (wish === 'electron' || (wish === null && hasDisplay())) {
  const electron = await usableElectron()
  if (electron) await startElectron(electron)
  else if (wish === 'electron') {
    say("Electron's runtime is not on this computer. SERVICECOMPOSER_ELECTRON=force tries again to fetch it.")
    process.exitCode = 1
  } else if (findChromium()) await startDaemon('chromium')
  else {
    say('No Chromium on this computer either: the app is served to the browser of your choice.')
    await startDaemon('browser')
  }
} else {
  if (wish === null) say('No display: the app is served to a browser on this computer.')
  await startDaemon(wish ?? 'browser')
}

/** @param {string} electron */
async function startElectron(electron) {
  const main = await ensureDesktop()
  // Chromium has no sandbox for root; as root there is nothing left to protect from us.
  const flags = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  await become(electron, [...flags, main, ...rest], process.env)
}

/** @param {string} desk */
async function startDaemon(desk) {
  await become(process.execPath, [join(projectRoot, 'electron', 'daemon.ts'), '--desk', desk, ...rest], process.env)
}

/** Electron, unless this system would end it at once for want of a sandbox, which is said. */
async function usableElectron() {
  const electron = await obtainElectron()
  if (!electron || process.platform !== 'linux' || process.getuid?.() === 0) return electron
  const helper = join(dirname(electron), 'chrome-sandbox')
  if (!forbidsNamespaces() || isRootHelper(helper)) return electron
  say(`This system lets no program make its own sandbox. For Electron: sudo chown root ${helper} && sudo chmod 4755 ${helper}`)
  return null
}

/** Ubuntu since 23.10 keeps user namespaces from programs that it has no profile for. */
function forbidsNamespaces() {
  try {
    return readFileSync('/proc/sys/kernel/apparmor_restrict_unprivileged_userns', 'utf8').trim() === '1'
  } catch {
    return false
  }
}

/** @param {string} path */
function isRootHelper(path) {
  const { uid, mode } = statSync(path)
  return uid === 0 && (mode & 0o4000) !== 0
}
