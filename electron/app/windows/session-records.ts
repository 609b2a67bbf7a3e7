import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { SessionId } from '../../../shared/model/id.ts'
import type { Detached } from '../../sessions/detached.ts'

/** Which process shows which session: what an app that comes back looks for. */
const Line = z.object({ session: SessionId, pid: z.int().positive(), began: z.string().min(1) })
type Line = z.infer<typeof Line>

export interface ViewerRecords {
  keep(session: SessionId, process: Detached): Promise<void>
  forget(session: SessionId): Promise<void>
  /** All that were kept; what cannot be read is left out. */
  all(): Promise<{ session: SessionId; process: Detached }[]>
  /** A file for what the session's viewer says. */
  log(session: SessionId): Promise<string>
}

/** One small file a session in a folder of the data folder, mode 0600. */
export function viewerRecords(folder: string): ViewerRecords {
  const pathOf = (session: SessionId, ending: string) => join(folder, `${session.replace(':', '-')}.${ending}`)
  const make = () => mkdir(folder, { recursive: true, mode: 0o700 })
  return {
    async keep(session, { pid, began }) {
      await make()
      await writeFile(pathOf(session, 'json'), JSON.stringify({ session, pid, began } satisfies Line), { mode: 0o600 })
    },
    forget: (session) => rm(pathOf(session, 'json'), { force: true }),
    async all() {
      const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => (error.code === 'ENOENT' ? [] : Promise.reject(error)))
      const texts = await Promise.all(names.filter((name) => name.endsWith('.json')).map((name) => readFile(join(folder, name), 'utf8')))
      return texts.flatMap((text) => {
        const { data } = Line.safeParse(plain(text))
        return data ? [{ session: data.session, process: { pid: data.pid, began: data.began } }] : []
      })
    },
    async log(session) {
      await make()
      return pathOf(session, 'log')
    },
  }
}

/** A file that was cut off while it was written says nothing. */
function plain(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
