import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { interruption } from './interruption.ts'

/**
 * Runs a command to its end, handing each line it prints to `hear`. Rejects with its complaint when it does not end well, and when the
 * measuring is interrupted, each time after it is gone.
 */
export async function follow(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  hear: (line: string) => void,
): Promise<void> {
  interruption.throwIfAborted()
  const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'pipe'] })
  const end = () => void child.kill('SIGTERM')
  interruption.addEventListener('abort', end)
  const complaint: Buffer[] = []
  child.stderr.on('data', (data: Buffer) => complaint.push(data))
  createInterface({ input: child.stdout }).on('line', hear)
  const [code] = await once(child, 'close').finally(() => interruption.removeEventListener('abort', end))
  interruption.throwIfAborted()
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} ended ${code}: ${Buffer.concat(complaint).toString().trim().slice(-2_000)}`)
}

/** The same, but not for ever; all that it started in the foreground is ended with it. */
export const bounded = (
  seconds: number,
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  hear: (line: string) => void = () => undefined,
): Promise<void> => follow('timeout', ['-k', '5', String(seconds), command, ...args], env, hear)

/** The processor time of a process so far, all its threads together (Linux counts it in hundredths of a second). */
export async function processorMs(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) * 10
}
