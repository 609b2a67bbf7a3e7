import { lstatSync, mkdirSync, chmodSync, statSync } from 'node:fs'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { ProblemError } from '../../shared/model/problem.ts'

/** What another parent may measure in bytes, so that sockets below it stay within the limit of a Unix socket's path. */
const parentLimit = 60

/**
 * This user's own folder on this computer, made when it is not there: `/tmp/servicecomposer-<uid>`, the same from a desktop,
 * from cron and after a log-out, which takes $XDG_RUNTIME_DIR away from machines that still run. `SERVICECOMPOSER_SCRATCH`
 * names another parent, for tests. Throws `scratch.foreign` when somebody else was there first.
 */
export function localScratch(env: NodeJS.ProcessEnv = process.env, temporary = '/tmp'): string {
  const uid = userInfo().uid
  const other = env['SERVICECOMPOSER_SCRATCH'] ?? ''
  const usable = other.startsWith('/') && Buffer.byteLength(other) <= parentLimit && isFolder(other)
  const path = usable ? join(other, 'servicecomposer') : join(temporary, `servicecomposer-${uid}`)
  try {
    mkdirSync(path, { mode: 0o700 })
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  }
  const found = lstatSync(path)
  if (!found.isDirectory() || found.uid !== uid) throw foreignScratch(path, 'this computer')
  if ((found.mode & 0o777) !== 0o700) chmodSync(path, 0o700)
  return path
}

const isFolder = (path: string) => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false

export function foreignScratch(path: string, where: string): ProblemError {
  return new ProblemError({
    code: 'scratch.foreign',
    severity: 'error',
    title: `The work folder on ${where} belongs to somebody else`,
    message: `${path} exists, but it is not a folder of this user. Sockets and logs put there could be read or replaced.`,
    hint: `Find out who made ${path} and remove it.`,
  })
}
