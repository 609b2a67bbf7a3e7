import { ProblemError } from '../../shared/model/problem.ts'

/** The problem of a file that cannot be read: `file.missing` or `file.unreadable`. */
export function unreadable(path: string, where: string, missing: boolean, detail: string): ProblemError {
  return new ProblemError({
    code: missing ? 'file.missing' : 'file.unreadable',
    severity: 'error',
    title: missing ? 'A file is missing' : 'A file cannot be read',
    message: missing ? `There is no ${path} on ${where}.` : `${path} on ${where} cannot be read by this user.`,
    hint: missing ? 'Look at the path in the settings.' : 'Look at the owner and the mode of the file.',
    detail,
  })
}
