import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { cacheFolder } from './paths.mjs'

const pauseMs = 200

/**
 * Does something that two commands must not do at once; the second waits for the first. A lock whose owner died is taken over.
 *
 * @template T @param {string} name @param {() => Promise<T>} act @returns {Promise<T>}
 */
export async function withLock(name, act) {
  const path = join(cacheFolder, `${name}.lock`)
  mkdirSync(cacheFolder, { recursive: true })
  while (!taken(path)) {
    if (!ownerLives(path)) rmSync(path, { force: true })
    else await new Promise((wake) => setTimeout(wake, pauseMs))
  }
  try {
    return await act()
  } finally {
    rmSync(path, { force: true })
  }
}

/** @param {string} path */
function taken(path) {
  try {
    writeFileSync(path, String(process.pid), { flag: 'wx' })
    return true
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'EEXIST') return false
    throw cause
  }
}

/** @param {string} path */
function ownerLives(path) {
  try {
    process.kill(Number(readFileSync(path, 'utf8')), 0)
    return true
  } catch (cause) {
    return cause instanceof Error && 'code' in cause && cause.code === 'EPERM'
  }
}
