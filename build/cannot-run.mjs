import { closeSync, openSync, readFileSync } from 'node:fs'
import { missing } from './setup/distribution.mjs'
import { installedElectron } from './setup/electron.mjs'

/**
 * What `npm test` cannot show on this computer, each with a check of its own, so that nothing is left out in silence.
 *
 * @type {readonly (() => string | null)[]}
 */
const registry = [
  () =>
    installedElectron()
      ? null
      : "the app inside Electron's own runtime, which is not on this computer. Its host was run from start to quit against a stand-in instead.",
  () => (hasKvm() ? null : 'guests on KVM, which this computer does not offer. All guests ran on emulation.'),
  () => (process.platform === 'linux' ? 'macOS and Windows: the tests ran on Linux.' : `Linux: the tests ran on ${process.platform}.`),
  () => {
    const packages = missing('tests').map((one) => one.package)
    return packages.length
      ? `what needs the missing packages: ${packages.join(' ')}. Tests that met their absence are counted as failed.`
      : null
  },
]

/** One line for each. */
export const cannotRun = () => registry.flatMap((check) => check() ?? [])

/** A device that opens proves little: some systems have it without the processor's help behind it. */
const hasKvm = () => opens('/dev/kvm') && /\b(vmx|svm)\b/.test(readFileSync('/proc/cpuinfo', 'utf8'))

/** @param {string} path */
function opens(path) {
  try {
    closeSync(openSync(path, 'r+'))
    return true
  } catch {
    return false
  }
}
