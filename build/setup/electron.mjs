import { createRequire } from 'node:module'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from './paths.mjs'

const require = createRequire(join(projectRoot, 'package.json'))

/** The program of Electron when its runtime is on this computer, else null. */
export function installedElectron() {
  try {
    const path = require('electron')
    return typeof path === 'string' && existsSync(path) ? path : null
  } catch {
    return null
  }
}
