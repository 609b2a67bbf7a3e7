import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { closeSync, fstatSync, fsyncSync, linkSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { ProblemError } from '../../shared/model/problem.ts'
import { faultOf } from './faults.ts'
import type { Vault } from './vault.ts'

const keyBytes = 32
const ivBytes = 12
const tagBytes = 16
/** The first byte of a cipher: AES-256-GCM, then iv, tag, text. */
const layout = 1

/**
 * A vault whose key lies in a file of mode 0600 that only this user owns; made at the first secret. It protects a stolen database or
 * backup, not against somebody who reads this user's files. Throws `vault.exposed` for a key others may read, `vault.key` for a file
 * that holds none, `vault.unreadable` for a cipher of another key or one that was changed.
 */
export function keyFileVault(path: string): Vault {
  let key: Buffer | null = null
  return {
    strength: 'key-file',
    async seal(clear) {
      key ??= readKey(path) ?? makeKey(path)
      const iv = randomBytes(ivBytes)
      const cipher = createCipheriv('aes-256-gcm', key, iv)
      const sealed = Buffer.concat([cipher.update(clear, 'utf8'), cipher.final()])
      return Buffer.concat([Buffer.of(layout), iv, cipher.getAuthTag(), sealed])
    },
    async open(cipher) {
      key ??= readKey(path)
      const head = 1 + ivBytes + tagBytes
      if (!key || cipher.length < head || cipher[0] !== layout) throw unreadable(path)
      const decipher = createDecipheriv('aes-256-gcm', key, cipher.subarray(1, 1 + ivBytes))
      decipher.setAuthTag(cipher.subarray(1 + ivBytes, head))
      try {
        return decipher.update(cipher.subarray(head), undefined, 'utf8') + decipher.final('utf8')
      } catch (cause) {
        throw unreadable(path, cause)
      }
    },
  }
}

/** Null when there is no such file. The file that is checked is the file that is read. */
function readKey(path: string): Buffer | null {
  let file: number
  try {
    file = openSync(path, 'r')
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return null
    throw noKey(path, 'it cannot be opened by this user', cause)
  }
  try {
    const { mode, uid } = fstatSync(file)
    const own = process.getuid === undefined || uid === process.getuid()
    // Windows has no such modes; there the user's profile folder protects it.
    if (process.platform !== 'win32' && (!own || (mode & 0o077) !== 0)) throw exposed(path, own, mode)
    const key = Buffer.from(readFileSync(file, 'utf8').trim(), 'base64')
    if (key.length !== keyBytes) throw noKey(path, `it holds ${key.length} bytes instead of ${keyBytes}`)
    return key
  } finally {
    closeSync(file)
  }
}

/** Written aside and then linked, so that of two that begin at once one key wins, and never half of one. */
function makeKey(path: string): Buffer {
  const aside = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
    const file = openSync(aside, 'wx', 0o600)
    try {
      writeSync(file, `${randomBytes(keyBytes).toString('base64')}\n`)
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    linkSync(aside, path)
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'EEXIST')) throw faultOf(cause, path)
  } finally {
    rmSync(aside, { force: true })
  }
  const key = readKey(path)
  if (!key) throw noKey(path, 'it vanished right after it was made')
  return key
}

const exposed = (path: string, own: boolean, mode: number) =>
  new ProblemError({
    code: 'vault.exposed',
    severity: 'error',
    title: 'The key of your secrets is not private',
    message: own
      ? `${path} may be read by others (mode ${(mode & 0o777).toString(8).padStart(4, '0')}), so it was not used.`
      : `${path} belongs to another user, so it was not used.`,
    hint: `Find out who could have read it; then run: chmod 600 ${path}`,
  })

const noKey = (path: string, why: string, cause?: unknown) =>
  new ProblemError(
    {
      code: 'vault.key',
      severity: 'error',
      title: 'The key of your secrets cannot be used',
      message: `${path} is no key file: ${why}.`,
      hint: 'Put the right file back from a backup. Without it, move the file away and enter your secrets again.',
    },
    { cause },
  )

const unreadable = (path: string, cause?: unknown) =>
  new ProblemError(
    {
      code: 'vault.unreadable',
      severity: 'error',
      title: 'A secret cannot be read',
      message: `It was sealed with another key than the one in ${path}, or was changed.`,
      hint: 'Enter the secret again, or put the right key file back.',
    },
    { cause },
  )
