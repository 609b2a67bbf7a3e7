import { hostname } from 'node:os'
import { readFile } from 'node:fs/promises'
import type { Shell, Socket, Terminal, Tunnel } from '../../shared/plugin/shell.ts'
import { byteStream } from './bytes.ts'
import { dial } from './dial.ts'
import { unreadable } from './unreadable.ts'
import { runHere } from './local-run.ts'
import { localTerminal } from './local-terminal.ts'
import { localScratch } from './scratch.ts'
import { openTunnel } from './tunnel.ts'

/** This computer as a shell; disposing it ends its terminals, its tunnels and what an abort has not ended yet. */
export interface LocalShell extends Shell, AsyncDisposable {}

/** Throws `scratch.foreign` when somebody else owns this user's work folder. */
export function localShell(env: NodeJS.ProcessEnv = process.env): LocalShell {
  const tunnels = new Set<Tunnel>()
  const terminals = new Set<Terminal>()
  const dying = new Set<Promise<void>>()
  const keep = (end: Promise<void>) => {
    dying.add(end)
    end.finally(() => dying.delete(end))
  }
  const connect = async (to: Socket, signal?: AbortSignal) => byteStream(await dial(to, signal))
  return {
    place: { levels: [{ label: hostname() }] },
    os: systems[process.platform] ?? 'linux',
    scratch: localScratch(env),
    run: (command, args, options) => runHere(command, args, options, keep),
    read: (path) =>
      readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) =>
        Promise.reject(unreadable(path, 'this computer', error.code === 'ENOENT', error.message)),
      ),
    connect,
    async forward(to) {
      const tunnel: Tunnel = await openTunnel(
        (signal) => connect(to, signal),
        () => tunnels.delete(tunnel),
      )
      tunnels.add(tunnel)
      return tunnel
    },
    async terminal(wish) {
      const terminal = localTerminal(wish, keep)
      terminals.add(terminal)
      terminal.onClose(() => terminals.delete(terminal))
      return terminal
    },
    async [Symbol.asyncDispose]() {
      for (const terminal of terminals) terminal.end()
      await Promise.all([...tunnels].map((tunnel) => tunnel[Symbol.asyncDispose]()))
      await Promise.all(dying)
    },
  }
}

const systems: Partial<Record<NodeJS.Platform, Shell['os']>> = {
  linux: 'linux',
  android: 'linux',
  darwin: 'darwin',
  win32: 'windows',
  sunos: 'solaris',
  freebsd: 'bsd',
  openbsd: 'bsd',
  netbsd: 'bsd',
}
