import { execFile } from 'node:child_process'
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'

import { setTimeout } from 'node:timers/promises'
import { promisify } from 'node:util'
import { localShell, type LocalShell } from '../../../electron/sessions/local.ts'
import type { Condition } from '../../../shared/model/machine.ts'
import type { Context, Seen, Target } from '../../../shared/plugin/plugin.ts'
import { realContext, type RealContext } from '../../real/context.ts'
import { qemu } from '../index.ts'

export interface Appliance {
  readonly kernel: string
  readonly initrd: string
  readonly key: string
  readonly knownHosts: string
}

/** The small Linux that guests run here, built when it is not there. */
export async function appliance(): Promise<Appliance> {
  const { stdout } = await promisify(execFile)(process.execPath, ['build/appliance/build.mjs'])
  return JSON.parse(stdout)
}

/** The same with the disk that makes a guest a carrier of others; it has QEMU's guest agent too. */
export async function hostDisk(): Promise<Appliance & { readonly disk: string }> {
  const { stdout } = await promisify(execFile)(process.execPath, ['build/stacks/host-disk.mjs'])
  return JSON.parse(stdout)
}

/** A place with a work folder of its own; what still runs at the end of it is ended. */
export interface Lab extends AsyncDisposable {
  readonly shell: LocalShell
  context(signal?: AbortSignal): RealContext
  /** The pids of the QEMU processes that work in this lab. */
  pids(): Promise<number[]>
}

export async function openLab(env: NodeJS.ProcessEnv = {}): Promise<Lab> {
  const folder = await mkdtemp('/tmp/sc-lab-')
  const shell = localShell({ ...process.env, ...env, SERVICECOMPOSER_SCRATCH: folder })
  const pids = async () => {
    const processes = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
    const lines = await Promise.all(
      processes.map(async (pid) => [pid, await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')] as const),
    )
    return lines.filter(([, line]) => line.startsWith('qemu-system') && line.includes(`${folder}/`)).map(([pid]) => Number(pid))
  }
  return {
    shell,
    context: (signal) => realContext(shell, signal),
    pids,
    async [Symbol.asyncDispose]() {
      for (const pid of await pids()) process.kill(pid, 'SIGKILL')
      await shell[Symbol.asyncDispose]()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** Looks until the machine is seen so; the context's signal is the deadline. */
export async function until(context: Context, target: Target<unknown>, condition: Condition): Promise<Seen> {
  for (;;) {
    if (qemu.role !== 'machine') throw new Error('qemu is a machine')
    const seen = await qemu.observe(context, target)
    if (seen.condition === condition) return seen
    await setTimeout(50, undefined, { signal: context.signal })
  }
}

/** A port on which nobody listens just now. */
export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

/** Fetches over HTTP until it answers. */
export async function fetchText(url: string, signal: AbortSignal): Promise<string> {
  for (;;) {
    const answer = await fetch(url, { signal: AbortSignal.any([signal, AbortSignal.timeout(3_000)]) }).catch(() => null)
    if (answer?.ok) return answer.text()
    await setTimeout(100, undefined, { signal })
  }
}
