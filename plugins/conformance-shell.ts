import type { Context, Endpoint, Target } from '../shared/plugin/plugin.ts'
import { ProblemError } from '../shared/model/problem.ts'
import type { Ran, Shell, Socket, Terminal } from '../shared/plugin/shell.ts'

/** What a plugin did to the world. */
export type Call =
  | { readonly kind: 'run'; readonly command: string; readonly args: readonly string[] }
  | { readonly kind: 'read'; readonly path: string }
  | { readonly kind: 'connect'; readonly to: Socket }
  | { readonly kind: 'wrote'; readonly to: Socket; readonly text: string }
  | { readonly kind: 'terminal'; readonly command: readonly string[] | null }

/** Whoever answers at a socket: says something at once or not, and answers each piece it hears. */
export interface Peer {
  readonly greeting: string
  answer(heard: string): string
}

/** The answers of a world. What is null is not there: no such program, nobody listens. */
export interface Script {
  run(command: string, args: readonly string[]): Ran | null
  peer(to: Socket): Peer | null
}

export interface World {
  readonly context: Context
  readonly calls: readonly Call[]
  readonly said: readonly string[]
}

/** A shell that answers from a script. Its time moves only when somebody sleeps, and costs none. */
export function world(script: Script, signal: AbortSignal = new AbortController().signal): World {
  const calls: Call[] = []
  const said: string[] = []
  let now = 1_000_000
  const stream = (to: Socket, { greeting, answer }: Peer): Terminal => {
    const listeners: ((data: Uint8Array) => void)[] = []
    const closers: ((reason: string | null) => void)[] = []
    let open = true
    const say = async (text: string) => {
      await null
      const bytes = new TextEncoder().encode(text)
      if (text && open) for (const listen of listeners) listen(bytes)
    }
    return {
      write(data) {
        const text = new TextDecoder().decode(data)
        calls.push({ kind: 'wrote', to, text })
        void say(answer(text))
      },
      end() {
        if (!open) return
        open = false
        for (const listen of closers) listen(null)
      },
      onData(listen) {
        listeners.push(listen)
        if (listeners.length === 1) void say(greeting)
      },
      onClose: (listen) => void closers.push(listen),
      pause: () => undefined,
      resume: () => undefined,
      resize: () => undefined,
    }
  }
  const shell: Shell = {
    place: { levels: [{ label: 'lab' }] },
    os: 'linux',
    scratch: '/run/lab',
    async run(command, args, options) {
      options?.signal?.throwIfAborted()
      calls.push({ kind: 'run', command, args })
      const ran = script.run(command, args)
      if (ran === null) throw problem('command.missing', `${command} is not installed`)
      if (!(options?.okCodes ?? [0]).includes(ran.code)) throw problem('command.failed', `${command} failed`)
      return ran
    },
    async read(path) {
      calls.push({ kind: 'read', path })
      throw problem('file.missing', `there is no ${path}`)
    },
    async connect(to, wish) {
      wish?.throwIfAborted()
      calls.push({ kind: 'connect', to })
      const peer = script.peer(to)
      if (peer === null) throw problem('connect.refused', 'nobody listens')
      return stream(to, peer)
    },
    forward: async () => ({ host: '127.0.0.1', port: 1, [Symbol.asyncDispose]: async () => undefined }),
    async terminal(wish) {
      calls.push({ kind: 'terminal', command: wish.command })
      return stream({ path: 'terminal' }, { greeting: '# ', answer: (text) => text })
    },
  }
  const context: Context = {
    shell,
    signal,
    say: (line) => void said.push(line),
    secret: async () => null,
    async sleep(ms) {
      signal.throwIfAborted()
      now += ms
    },
    now: () => now,
  }
  return { context, calls, said }
}

const problem = (code: string, title: string) => new ProblemError({ code, severity: 'error', title, message: title })

export const ran = (stdout: string, code = 0, stderr = ''): Ran => ({ code, stdout, stderr })

export const target = (options: unknown, endpoints: readonly Endpoint[] = []): Target<unknown> => ({
  id: 'machine:lab',
  name: 'lab',
  locator: {},
  options,
  placement: null,
  endpoints,
})
