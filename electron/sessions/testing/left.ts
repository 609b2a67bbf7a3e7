import { readdir, readFile } from 'node:fs/promises'
import { createConnection } from 'node:net'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { endOne } from './process.ts'

/** The QEMU processes of this computer that have files below a folder, by pid, with their command lines (words end with a zero). */
export async function machinesBelow(folder: string): Promise<Map<number, string>> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const lines = await Promise.all(
    pids.map(async (pid) => [Number(pid), await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')] as const),
  )
  return new Map(lines.filter(([, line]) => /^[^\0]*qemu-system/.test(line) && line.includes(`${folder}/`)))
}

/** Ends them, and those that come up meanwhile; resolves when there is none. */
export async function endMachinesBelow(folder: string): Promise<void> {
  for (let left = await machinesBelow(folder); left.size > 0; left = await machinesBelow(folder)) {
    for (const pid of left.keys()) endOne(pid)
    await setTimeout(20)
  }
}

/** Sockets below a folder on which somebody still listens. */
export async function liveSockets(folder: string): Promise<string[]> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true })
  const sockets = found.filter((entry) => entry.isSocket()).map((entry) => join(entry.parentPath, entry.name))
  const answers = await Promise.all(sockets.map(async (path) => ((await answersAt(path)) ? [path] : [])))
  return answers.flat()
}

function answersAt(path: string): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>()
  const socket = createConnection(path)
  socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
  return promise.finally(() => socket.destroy())
}
