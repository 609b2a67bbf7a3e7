import { ProblemError } from '../../shared/model/problem.ts'

/** Thrown inside this folder when the file's content makes no sense, so that it can be kept aside. */
export class Damage extends Error {
  override readonly name = 'Damage'
}

/** Whether the error says that the file, not the disk or the wish, is bad. */
export function isDamage(cause: unknown): cause is Error {
  return cause instanceof Damage || /^SQLITE_(CORRUPT|NOTADB|FORMAT)/.test(codeOf(cause))
}

/** What a failing disk or database means to people. What is not known comes back as it is. */
export function faultOf(cause: unknown, path: string): unknown {
  const code = codeOf(cause)
  const known = cause instanceof ProblemError ? undefined : faults.find(([pattern]) => pattern.test(code))
  if (!known) return cause
  const [, kind, title, why, hint] = known
  const detail = cause instanceof Error ? `${code}: ${cause.message}` : code
  return new ProblemError({ code: `inventory.${kind}`, severity: 'error', title, message: `${path}: ${why}`, hint, detail }, { cause })
}

/** Runs `act`; what fails in the file is thrown as a Problem. */
export function withFaults<T>(path: string, act: () => T): T {
  try {
    return act()
  } catch (cause) {
    throw faultOf(cause, path)
  }
}

/** Tried in order: SQLite's extended codes first, then those of the operating system. */
const faults: readonly (readonly [RegExp, string, string, string, string])[] = [
  [
    /^SQLITE_BUSY|^SQLITE_LOCKED/,
    'busy',
    'The inventory is in use',
    'another ServiceComposer owns it. Only one at a time may.',
    'Use the window or daemon that is running already, or quit it first. Another data folder can be used at the same time.',
  ],
  [
    /^SQLITE_FULL|^SQLITE_IOERR_(WRITE|TRUNCATE|FSYNC|DIR_FSYNC|SHMSIZE)|^E(NOSPC|DQUOT|FBIG)$/,
    'full',
    'There is no room to save',
    'the disk or a quota is full, so this was not saved. What was saved before is safe.',
    'Free some space, then do it again.',
  ],
  [
    /^SQLITE_(READONLY|CANTOPEN|PERM|AUTH)|^SQLITE_IOERR_(ACCESS|LOCK)|^E(ACCES|PERM|ROFS|NOTDIR|EXIST|NOENT|ISDIR|LOOP|NAMETOOLONG)$/,
    'unwritable',
    'The inventory cannot be written',
    'the file or its folder cannot be created or written by this user.',
    'Give yourself write access to that folder, or choose another data folder.',
  ],
  [
    /^SQLITE_(CORRUPT|NOTADB|FORMAT)/,
    'corrupt',
    'The inventory is damaged',
    'its content makes no sense.',
    'Start again: the damaged file is then kept aside and a fresh one begun.',
  ],
  [
    /^SQLITE_IOERR|^EIO$/,
    'disk',
    'The disk does not answer',
    'it could not be read or written.',
    'Look into the system log for errors of this disk.',
  ],
]

const codeOf = (cause: unknown) =>
  typeof cause === 'object' && cause !== null && 'code' in cause && typeof cause.code === 'string' ? cause.code : ''
