import type { ByteStream, Bytes, Shell, Terminal, TerminalWish } from '../../shared/plugin/shell.ts'
import { ProblemError } from '../../shared/model/problem.ts'
import { connectProblem } from './dial.ts'
import type { Entrance } from './sessions.ts'
import { openTunnel } from './tunnel.ts'

/** The inside of a machine of nothing: every command succeeds, port 22 greets, the terminal repeats what is typed. */
export function simShell({ machine, name, login, through }: Pick<Entrance, 'machine' | 'name' | 'login' | 'through'>): Shell {
  const connect: Shell['connect'] = async (to, signal) => {
    signal?.throwIfAborted()
    if ('path' in to || to.port !== 22) throw connectProblem(to, 'ECONNREFUSED', 'a sim machine only listens on port 22')
    return scripted((say) => {
      say('SSH-2.0-sim\r\n')
      return () => {}
    })
  }
  return {
    place: { levels: [...through.place.levels, { label: name, id: machine }], user: login.user },
    os: 'linux',
    scratch: `/tmp/servicecomposer-${login.user}`,
    async run(_command, _args, options) {
      options?.signal?.throwIfAborted()
      return { code: 0, stdout: '', stderr: '' }
    },
    read: (path) =>
      Promise.reject(
        new ProblemError({
          code: 'file.missing',
          severity: 'error',
          title: 'A file is missing',
          message: `${name} is a sim machine; it has no ${path}.`,
        }),
      ),
    connect,
    forward: (to) =>
      openTunnel(
        (signal) => connect(to, signal),
        () => {},
      ),
    terminal: async (wish) => simTerminal(name, login.user, wish),
  }
}

/** A prompt, what is typed, and what was typed once more; `exit` or Ctrl+D ends it. */
function simTerminal(name: string, user: string, wish: TerminalWish): Terminal {
  const prompt = `${user}@${name}:~$ `
  let line = ''
  const stream = scripted((say, close) => {
    say(`Welcome to ${name}, a machine of nothing (${wish.columns}x${wish.rows}).\r\n`)
    if (wish.command) say(`${prompt}${wish.command.join(' ')}\r\n`)
    say(prompt)
    return (text) => {
      for (const key of text) {
        if (key === '\x04' && line === '') return close()
        if (key === '\r' || key === '\n') {
          say('\r\n')
          if (line.trim() === 'exit') return close()
          say(line ? `${line}\r\n${prompt}` : prompt)
          line = ''
        } else if (key === '\x7f' || key === '\b') {
          if (line) say('\b \b')
          line = line.slice(0, -1)
        } else if (key === '\x03') {
          line = ''
          say(`^C\r\n${prompt}`)
        } else if (key >= ' ') {
          line += key
          say(key)
        }
      }
    }
  })
  return { ...stream, resize: () => {} }
}

/** A byte stream whose far end is a function: it says what it wants and is told what was written. */
function scripted(far: (say: (text: string) => void, close: () => void) => (text: string) => void): ByteStream {
  const encoder = new TextEncoder()
  const decoder = new TextDecoder()
  const held: Bytes[] = []
  const closers: ((reason: string | null) => void)[] = []
  let listen: ((data: Bytes) => void) | null = null
  let paused = false
  let ending = false
  let over = false
  const flush = () => {
    while (listen && !paused) {
      const next = held.shift()
      if (!next) break
      listen(next)
    }
    if (!ending || over || held.length > 0) return
    over = true
    for (const tell of closers.splice(0)) tell(null)
  }
  const say = (text: string) => {
    held.push(encoder.encode(text))
    flush()
  }
  const end = () => {
    ending = true
    flush()
  }
  const hear = far(say, end)
  return {
    write: (data) => {
      if (!ending) hear(decoder.decode(data, { stream: true }))
    },
    end: () => {
      held.length = 0
      end()
    },
    onData: (next) => {
      listen = next
      flush()
    },
    onClose: (next) => {
      if (over) next(null)
      else closers.push(next)
    },
    pause: () => {
      paused = true
    },
    resume: () => {
      paused = false
      flush()
    },
  }
}
