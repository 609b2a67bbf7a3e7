import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import type { Readable } from 'node:stream'

/** Processes of one test, ended by pid in the reverse order, whatever happened. */
export interface Started {
  run(command: string, args: readonly string[], env?: NodeJS.ProcessEnv): ChildProcess
  end(): Promise<void>
}

export function started(): Started {
  const children: ChildProcess[] = []
  return {
    run(command, args, env = process.env) {
      const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'pipe', 'pipe'] })
      children.push(child)
      return child
    },
    async end() {
      for (const child of children.reverse()) await stop(child)
    },
  }
}

/** Asks politely first; what does not go within five seconds is killed. */
export async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill('SIGTERM')
  const late = setTimeout(() => child.kill('SIGKILL'), 5_000)
  await gone
  clearTimeout(late)
}

/** Ends it where it stands; it hears nothing of it. */
export async function kill(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit')
  child.kill('SIGKILL')
  await gone
}

/** An X server on a free display with a window manager on it: the screen on which the Chromium desk shows its windows. */
export async function startScreen(processes: Started): Promise<string> {
  const server = processes.run('Xvfb', ['-displayfd', '3', '-screen', '0', '1920x1080x24', '-nolisten', 'tcp'])
  const number = await firstLine(server.stdio[3] as Readable)
  const display = `:${number}`
  processes.run('openbox', [], { ...process.env, DISPLAY: display })
  return display
}

/** The first line a process says on this stream; rejects when it ends without one. */
export function firstLine(stream: Readable, wanted: (line: string) => boolean = () => true): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = ''
    stream.on('data', (data: Buffer) => {
      text += data.toString()
      const line = text.split('\n').slice(0, -1).find(wanted)
      if (line !== undefined) resolve(line.trim())
    })
    stream.once('end', () => reject(new Error(`it ended without the expected line; it said:\n${text}`)))
  })
}

/** A TCP port of loopback that is free now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}
