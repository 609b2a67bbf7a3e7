import { access, constants } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { ProblemError } from '../../shared/model/problem.ts'

/** The first of these programs that this computer has, with its path. Rejects with `viewer.missing`. */
export async function findProgram(names: readonly [string, ...string[]], env: NodeJS.ProcessEnv): Promise<string> {
  const folders = (env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '')
  for (const name of names) {
    for (const folder of folders) {
      const path = join(folder, name)
      if (await isProgram(path)) return path
    }
  }
  const [first, ...others] = names
  throw new ProblemError({
    code: 'viewer.missing',
    severity: 'error',
    title: `${first} is not installed`,
    message: `The native viewer of this session is ${[first, ...others].join(' or ')}, which this computer does not have.`,
    hint: `Install ${first}, or choose the embedded viewer in the settings of the session where it has one.`,
  })
}

const isProgram = (path: string) =>
  access(path, constants.X_OK).then(
    () => true,
    () => false,
  )
