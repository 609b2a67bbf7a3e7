import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { setTimeout } from 'node:timers/promises'

/** Runs a command to its end, handing each line it prints to `hear`. Rejects with its complaint when it does not end well. */
export async function follow(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  hear: (line: string) => void,
): Promise<void> {
  const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'pipe'] })
  const complaint: Buffer[] = []
  child.stderr.on('data', (data: Buffer) => complaint.push(data))
  createInterface({ input: child.stdout }).on('line', hear)
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} ended ${code}: ${Buffer.concat(complaint).toString().trim().slice(-2_000)}`)
}

/** The processor time of a process so far, all its threads together (Linux counts it in hundredths of a second). */
export async function processorMs(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) * 10
}

/** Ends a process that wrote its number into this file, and waits until it is gone. Nothing happens where there is none. */
export async function endByPidFile(file: string): Promise<void> {
  const text = await readFile(file, 'utf8').catch(() => '')
  const pid = Number(text.trim())
  if (!Number.isInteger(pid) || pid <= 1) return
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
  // A number alone proves nothing: only a process that names this very file on its command line is meant.
  if (!command.includes(file)) return
  process.kill(pid, 'SIGTERM')
  for (let waited = 0; isAlive(pid); waited += 20) {
    if (waited === 3_000) process.kill(pid, 'SIGKILL')
    if (waited > 6_000) throw new Error(`process ${pid} of ${file} cannot be ended`)
    await setTimeout(20)
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
