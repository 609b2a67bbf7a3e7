import { z } from 'zod'
import { ProblemError } from '../shared/model/problem.ts'
import type { Context, Target } from '../shared/plugin/plugin.ts'

/** Which viewer shows a session that has both: the setting every such kind has. */
export const ViewerChoice = z.enum(['embedded', 'native']).default('embedded')

/** Its title and description in forms; `program` is what the native one is called. */
export const viewerMeta = (program: string) => ({
  title: 'Viewer',
  description: `"embedded" shows it in a window of this app. "native" starts ${program}, which goes on when this app is closed.`,
})

/** The `attach` of a kind that only a program of its own can show. Rejects with `session.no-viewer`. */
export async function refuseToAttach({ signal }: Context, { id, name }: Target<unknown>): Promise<never> {
  signal.throwIfAborted()
  throw new ProblemError({
    code: 'session.no-viewer',
    severity: 'error',
    title: `${name} has a window of its own`,
    message: `${name} is shown by a program with its own window on the desktop, not inside this app.`,
    hint: 'Open the session: its window comes up beside this one.',
    about: id,
  })
}

/** A TCP port as programs take it: `host:port`, an address of IPv6 in brackets. */
export const hostPort = ({ host, port }: { readonly host: string; readonly port: number }): string =>
  `${host.includes(':') ? `[${host}]` : host}:${port}`
