import { randomBytes } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, linkSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { ProblemError } from '../../shared/model/problem.ts'

export interface WriteWish {
  /** Whether a file that is there may be replaced. */
  readonly replace: boolean
}

/**
 * Writes a whole file or nothing: it appears under its name when all of it is on disk. Throws `file.exists` when something is there and
 * may not be replaced, else `file.unwritable` or `file.full`.
 */
export function writeNew(path: string, text: string, { replace }: WriteWish): void {
  const place = resolve(path)
  if (!replace && existsSync(place)) throw exists(place)
  const aside = join(dirname(place), `.${basename(place).slice(0, 200)}.${randomBytes(6).toString('hex')}`)
  try {
    writeDown(aside, text)
    // A link fails where a name is taken, also by somebody who was faster; a rename replaces.
    if (replace) renameSync(aside, place)
    else linkSync(aside, place)
    syncFolder(dirname(place))
  } catch (cause) {
    throw faultOf(cause, place)
  } finally {
    rmSync(aside, { force: true })
  }
}

function writeDown(path: string, text: string): void {
  const file = openSync(path, 'wx', 0o644)
  try {
    writeFileSync(file, text)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

/** Makes the name itself survive a power cut. Windows does not open folders. */
function syncFolder(path: string): void {
  if (process.platform === 'win32') return
  const folder = openSync(path, 'r')
  try {
    fsyncSync(folder)
  } finally {
    closeSync(folder)
  }
}

function faultOf(cause: unknown, path: string): unknown {
  if (!(cause instanceof Error) || !('code' in cause)) return cause
  if (cause.code === 'EEXIST') return exists(path)
  const full = ['ENOSPC', 'EDQUOT', 'EFBIG'].includes(String(cause.code))
  return new ProblemError(
    {
      code: full ? 'file.full' : 'file.unwritable',
      severity: 'error',
      title: full ? 'There is no room for the file' : 'The file cannot be written',
      message: full
        ? `${path}: the disk or a quota is full. Nothing was written.`
        : `${path} could not be written (${String(cause.code)}).`,
      hint: full ? 'Free some space, or choose another place.' : 'Choose a folder that exists and that you may write to.',
    },
    { cause },
  )
}

const exists = (path: string) =>
  new ProblemError({
    code: 'file.exists',
    severity: 'error',
    title: 'There is a file of that name already',
    message: `${path} was left as it is.`,
    hint: 'Choose another name, or say that it may be replaced.',
  })
