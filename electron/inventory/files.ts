import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { link, open, rename, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { ProblemError } from '../../shared/model/problem.ts'

export interface WriteWish {
  /** Whether a file that is there may be replaced. */
  readonly replace: boolean
}

/**
 * Writes a whole file or nothing: it appears under its name when all of it is on disk. Rejects with `file.exists` when something is there and
 * may not be replaced, else `file.unwritable` or `file.full`.
 */
export async function writeNew(path: string, text: string, { replace }: WriteWish): Promise<void> {
  const place = resolve(path)
  if (!replace && existsSync(place)) throw exists(place)
  const aside = join(dirname(place), `.${basename(place).slice(0, 200)}.${randomBytes(6).toString('hex')}`)
  try {
    await writeFile(aside, text, { flag: 'wx', mode: 0o644, flush: true })
    // A link fails where a name is taken, also by somebody who was faster; a rename replaces.
    if (replace) await rename(aside, place)
    else await link(aside, place)
    await syncFolder(dirname(place))
  } catch (cause) {
    throw faultOf(cause, place)
  } finally {
    await rm(aside, { force: true })
  }
}

/** Makes the name itself survive a power cut. Windows does not open folders. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return
  await using folder = await open(path, 'r')
  await folder.sync()
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
