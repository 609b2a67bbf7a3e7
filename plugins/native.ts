import { z } from 'zod'
import { ProblemError } from '../shared/model/problem.ts'

/** Which viewer shows a session that has both: the setting every such kind has. */
export const ViewerChoice = z.enum(['embedded', 'native']).default('embedded')

/** Its title and description in forms; `program` is what the native one is called. */
export const viewerMeta = (program: string) => ({
  title: 'Viewer',
  description: `"embedded" shows it in a window of this app. "native" starts ${program}, which goes on when this app is closed.`,
})

/** What `attach` of a kind says that only a program of its own can show. */
export const noViewer = (id: string, name: string): ProblemError =>
  new ProblemError({
    code: 'session.no-viewer',
    severity: 'error',
    title: `${name} has a window of its own`,
    message: `${name} is shown by a program with its own window on the desktop, not inside this app.`,
    hint: 'Open the session: its window comes up beside this one.',
    about: id,
  })
