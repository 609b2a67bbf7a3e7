import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

/**
 * The Chromium of this computer, as found on PATH; SERVICECOMPOSER_CHROMIUM names another one.
 *
 * @param {NodeJS.ProcessEnv} environment @returns {string | null} its full path, or null when there is none
 */
export function findChromium(environment = process.env) {
  const chosen = environment.SERVICECOMPOSER_CHROMIUM
  if (chosen) return chosen
  const folders = [...(environment.PATH ?? '').split(delimiter), '/usr/bin', '/snap/bin'].filter(Boolean)
  const candidates = names.flatMap((name) => folders.map((folder) => join(folder, name)))
  return candidates.find(isProgram) ?? null
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
