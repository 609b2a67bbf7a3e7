import { readFile } from 'node:fs/promises'
import { homedir, hostname } from 'node:os'
import { join } from 'node:path'
import { ProblemError } from '../../../shared/model/problem.ts'
import { type Cookie, cookieFor, readDisplay, type XServer } from '../../../shared/logic/x-server.ts'

/** The display on which programs of this computer show their windows. */
export interface Display extends XServer {
  readonly name: string
}

/** The display that the environment names. Throws `display.none`. */
export function displayOf(env: NodeJS.ProcessEnv): Display {
  const name = env['DISPLAY'] ?? ''
  const server = readDisplay(name)
  if (!server) throw noDisplay(name)
  return { name, ...server }
}

/** What the display wants to see, or null where it asks for nothing that is known here. */
export async function displayCookie({ number }: Display, env: NodeJS.ProcessEnv): Promise<Cookie | null> {
  const file = env['XAUTHORITY'] || join(env['HOME'] ?? homedir(), '.Xauthority')
  try {
    return cookieFor(await readFile(file), number, hostname())
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}

const noDisplay = (name: string) =>
  new ProblemError({
    code: 'display.none',
    severity: 'error',
    title: 'There is no display here',
    message: name === '' ? 'No DISPLAY is set where ServiceComposer runs.' : `DISPLAY is "${name}", which names no display.`,
    hint: 'Start ServiceComposer inside a graphical session, or set DISPLAY (and XAUTHORITY) for it.',
  })
