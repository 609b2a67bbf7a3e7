import { lstatSync, mkdirSync, chmodSync, statSync } from 'node:fs'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { ProblemError } from '../../shared/model/problem.ts'

/** What a runtime folder may measure in bytes, so that sockets below it stay within the limit of a Unix socket's path. */
const runtimeLimit = 60

/**
 * This user's own folder on this computer, made when it is not there: `$XDG_RUNTIME_DIR/servicecomposer`, else
 * `/tmp/servicecomposer-<uid>`. Throws `scratch.foreign` when somebody else was there first.
 */
export function localScratch(env: NodeJS.ProcessEnv = process.env, temporary = '/tmp'): string {
  const uid = userInfo().uid
  const runtime = env['XDG_RUNTIME_DIR'] ?? ''
  const usable = runtime.startsWith('/') && Buffer.byteLength(runtime) <= runtimeLimit && isFolder(runtime)
  const path = usable ? join(runtime, 'servicecomposer') : join(temporary, `servicecomposer-${uid}`)
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
