import { readFile } from 'node:fs/promises'
import { ProblemError } from '../../../shared/model/problem.ts'
import type { Launch } from '../../../shared/plugin/plugin.ts'
import type { Placed } from './session-place.ts'

/** The last it said, in bytes. */
const TAIL = 2_000

/** What a program said last, from its log. */
export const tail = async (file: string): Promise<string> => (await readFile(file, 'utf8')).slice(-TAIL).trim()

export const isAbsent = (cause: unknown): cause is NodeJS.ErrnoException =>
  cause instanceof Error && 'code' in cause && (cause.code === 'ENOENT' || cause.code === 'EACCES')

export const viewerEnded = ({ title, session }: Placed, { argv: [command] }: Launch, said: string): ProblemError =>
  new ProblemError({
    code: 'viewer.ended',
    severity: 'error',
    title: `The viewer of ${title} showed no window`,
    message: `${command} ended before its window was there.${said ? ' What it said last is in the detail.' : ''}`,
    hint: 'A wrong password and a server that is not there are the usual reasons. Open it again when that is mended.',
    about: session.id,
    ...(said && { detail: said }),
  })

export const noSuchProgram = ({ title, session }: Placed, cause: NodeJS.ErrnoException): ProblemError =>
  new ProblemError(
    {
      code: 'viewer.missing',
      severity: 'error',
      title: `The viewer of ${title} cannot be started`,
      message: `This computer would not start it: ${cause.message}.`,
      hint: 'Install it, or choose another viewer in the settings of the session.',
      about: session.id,
    },
    { cause },
  )

export const noProgram = ({ plugin, session, title }: Placed): ProblemError =>
  new ProblemError({
    code: 'viewer.none',
    severity: 'error',
    title: `${title} has no native viewer`,
    message: `Sessions of the kind "${plugin.title}" are shown in windows of this app only.`,
    hint: 'Choose the embedded viewer in the settings of the session.',
    about: session.id,
  })

export const noDisplayFrom = ({ title, session }: Placed): ProblemError =>
  new ProblemError({
    code: 'x11.unsupported',
    severity: 'error',
    title: `${title} cannot show windows here`,
    message: 'Its machine is not entered over SSH, which is what passes windows on.',
    hint: 'Give the machine an SSH login, or use a VNC or RDP session instead.',
    about: session.id,
  })

export const tooLate = ({ title, session }: Placed): ProblemError =>
  new ProblemError({
    code: 'session.late',
    severity: 'error',
    title: `${title} did not open`,
    message: 'Its machine or its viewer did not answer in time.',
    hint: 'Look whether the machine runs and is ready, then open the session again.',
    about: session.id,
  })
