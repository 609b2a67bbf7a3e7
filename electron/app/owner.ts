import { readFileSync, rmSync, writeFileSync, renameSync } from 'node:fs'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { withFaults } from '../inventory/faults.ts'

/** Who owns a data folder, and how to speak with it. The token lets in: the file is 0600. */
export const Owner = z.object({ pid: z.int().positive(), port: z.int().min(1).max(65535), token: z.string().min(32) })
export type Owner = z.infer<typeof Owner>

const FILE = 'engine.json'

/** Where everything is kept: `--data`, else `SERVICECOMPOSER_DATA`, else the place that the system has for it. */
export function dataFolder(wish: string | undefined, env: NodeJS.ProcessEnv = process.env, platform = process.platform): string {
  const named = wish ?? env['SERVICECOMPOSER_DATA']
  if (named) return resolve(named)
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'servicecomposer')
  if (platform === 'win32') return join(env['LOCALAPPDATA'] ?? join(homedir(), 'AppData', 'Local'), 'servicecomposer')
  return join(env['XDG_DATA_HOME'] || join(homedir(), '.local', 'share'), 'servicecomposer')
}

/** Says that this process owns the folder. Only after its database was opened: that is the lock, this is the doorbell. Throws `inventory.full` and its like. */
export function announce(data: string, owner: Owner): Disposable {
  const file = join(data, FILE)
  const draft = `${file}.${owner.pid}`
  try {
    withFaults(file, () => {
      writeFileSync(draft, `${JSON.stringify(owner)}\n`, { mode: 0o600 })
      renameSync(draft, file)
    })
  } catch (cause) {
    rmSync(draft, { force: true })
    throw cause
  }
  return {
    [Symbol.dispose]() {
      if (findOwner(data)?.token === owner.token) rmSync(file, { force: true })
    },
  }
}

/** The process that owns the folder; null when there is none or it is dead. */
export function findOwner(data: string): Owner | null {
  try {
    const owner = Owner.safeParse(JSON.parse(readFileSync(join(data, FILE), 'utf8')))
    return owner.success && isAlive(owner.data.pid) ? owner.data : null
  } catch (cause) {
    // No file, or one that was torn: then nobody can be spoken with.
    if (cause instanceof SyntaxError || (cause instanceof Error && 'code' in cause)) return null
    throw cause
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (cause) {
    return cause instanceof Error && 'code' in cause && cause.code === 'EPERM'
  }
}
