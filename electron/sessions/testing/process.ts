import { type ChildProcess, execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { createServer, createConnection } from 'node:net'
import { setTimeout } from 'node:timers/promises'

/** Ports of the loopback that were free a moment ago, all different. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'))
  await Promise.all(servers.map((server) => once(server, 'listening')))
  const ports = servers.map((server) => {
    const address = server.address()
    return typeof address === 'object' && address ? address.port : 0
  })
  await Promise.all(servers.map((server) => once(server.close(), 'close')))
  return ports
}

export const freePort = async (): Promise<number> => (await freePorts(1))[0] ?? 0

/** Resolves when the port greets like an SSH server; rejects with the log when the process has ended instead. */
export async function sshGreets(port: number, child: ChildProcess, log: () => string): Promise<void> {
  while (!(await greets(port))) {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error(`the server ended:\n${log()}`)
    await setTimeout(20)
  }
}

function greets(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ host: '127.0.0.1', port })
    const tell = (answer: boolean) => {
      socket.destroy()
      resolve(answer)
    }
    socket.once('data', (data) => tell(data.toString('latin1').startsWith('SSH-2.0-')))
    socket.once('error', () => tell(false))
    socket.once('close', () => tell(false))
  })
}

/** The processes below a process, nearest first: a login is a child of its server. */
export function descendants(pid: number): number[] {
  const children = new Map<number, number[]>()
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    const parent = parentOf(Number(name))
    if (parent !== null) children.set(parent, [...(children.get(parent) ?? []), Number(name)])
  }
  const below = (of: number): number[] => (children.get(of) ?? []).flatMap((child) => [child, ...below(child)])
  return below(pid)
}

function parentOf(pid: number): number | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
  } catch {
    return null
  }
}

/** Whether the process lives; one that is only waiting to be reaped does not. */
export function isAlive(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}

/** Ends a server and all its logins; resolves when it is gone. */
export async function endTree(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
  const below = descendants(child.pid)
  const gone = new Promise((resolve) => child.once('exit', resolve))
  for (const pid of [child.pid, ...below]) endOne(pid)
  await gone
}

/** SIGKILL to one process; one that is gone already is what was wanted. */
export function endOne(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}

/** Makes a key pair; the public half is beside it in `<file>.pub`. */
export function makeKey(file: string, passphrase = '', type = 'ed25519'): string {
  execFileSync('ssh-keygen', ['-q', '-t', type, '-N', passphrase, '-C', 'test', '-f', file])
  return file
}
