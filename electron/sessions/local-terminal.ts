import { accessSync, constants, statSync } from 'node:fs'
import { userInfo } from 'node:os'
import { delimiter, join } from 'node:path'
import { spawn } from '@lydell/node-pty'
import type { Bytes, Terminal, TerminalWish } from '../../shared/plugin/shell.ts'
import { endGroup } from './local-run.ts'
import { commandMissing } from './output.ts'
import { checkWords } from './quote.ts'

/** What takes bytes; node-pty hands them on as they are, though its types only speak of strings. */
interface ByteSink {
  write(data: string | Buffer): void
}

/** A terminal of this computer: the wished command, or the user's login shell. Throws `command.missing`. */
export function localTerminal(wish: TerminalWish, dying: (end: Promise<void>) => void): Terminal {
  const [file, ...args] = wish.command ?? [userInfo().shell ?? process.env['SHELL'] ?? '/bin/sh', '-l']
  checkWords([file, ...args])
  if (!isProgram(file)) throw commandMissing(file, 'this computer')
  const pty = spawn(file, args, {
    name: 'xterm-256color',
    cols: wish.columns,
    rows: wish.rows,
    cwd: userInfo().homedir,
    env: { ...process.env, COLORTERM: 'truecolor' },
    encoding: null,
  })
  const sink: ByteSink = pty
  const listeners: ((data: Bytes) => void)[] = []
  const closers: ((reason: string | null) => void)[] = []
  let over: { reason: string | null } | null = null
  let ending = false
  // Nothing is read before somebody listens: the greeting of a shell must not get lost.
  pty.pause()
  pty.onData((data: unknown) => {
    if (Buffer.isBuffer(data)) for (const listen of listeners) listen(data)
  })
  pty.onExit(({ exitCode }) => {
    const plain = ending || wish.command === null || exitCode === 0
    over = { reason: plain ? null : `${file} ended with code ${exitCode}` }
    for (const listen of closers.splice(0)) listen(over.reason)
  })
  return {
    write: (data) => {
      if (!over) sink.write(Buffer.from(data))
    },
    end() {
      if (over || ending) return
      ending = true
      pty.resume()
      pty.kill('SIGHUP')
      dying(endGroup(pty.pid))
    },
    onData(listen) {
      listeners.push(listen)
      pty.resume()
    },
    onClose(listen) {
      if (over) listen(over.reason)
      else closers.push(listen)
    },
    pause: () => pty.pause(),
    resume: () => {
      if (listeners.length > 0) pty.resume()
    },
    resize: (size) => {
      if (!over) pty.resize(size.columns, size.rows)
    },
  }
}

/** Whether the name is a program as the system would find it. */
function isProgram(name: string): boolean {
  const places = name.includes('/') ? [name] : (process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, name))
  return places.some((path) => {
    try {
      accessSync(path, constants.X_OK)
      return statSync(path).isFile()
    } catch {
      return false
    }
  })
}
