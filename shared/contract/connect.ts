import { z } from 'zod'
import { ProblemError, type Problem } from '../model/problem.ts'
import type { Event } from '../model/event.ts'
import type { ByteStream } from '../plugin/shell.ts'
import { contract, type Composer, type Method } from './contract.ts'
import { streams } from './streams.ts'
import { HostFrame, type Wire } from './wire.ts'

export interface Client {
  readonly composer: Composer
  /** The bytes of a stream that `session.attach` named; each can be opened once. */
  open(stream: number): ByteStream
}

/** The far end of `serve`. What is still open when the wire closes is rejected with `wire.closed`. */
export function connect(wire: Wire, onEvent: (event: Event) => void): Client {
  const open = new Map<number, PromiseWithResolvers<unknown>>()
  const bytes = streams(wire, 'keep')
  let gone = false
  let last = 0
  wire.onFrame((frame) => {
    const parsed = HostFrame.parse(frame)
    if (parsed.kind === 'event') return onEvent(parsed.event)
    if (parsed.kind !== 'output' && parsed.kind !== 'problem') return bytes.take(parsed)
    const waiting = open.get(parsed.id)
    open.delete(parsed.id)
    if (parsed.kind === 'problem') waiting?.reject(new ProblemError(parsed.problem))
    else waiting?.resolve(parsed.output)
  })
  wire.onClose(() => {
    gone = true
    for (const waiting of open.values()) waiting.reject(new ProblemError(closed))
    open.clear()
  })
  const ask = (method: Method, input: unknown): Promise<unknown> => {
    if (gone) return Promise.reject(new ProblemError(closed))
    const waiting = Promise.withResolvers<unknown>()
    open.set(++last, waiting)
    wire.send({ kind: 'call', id: last, method, input })
    return waiting.promise
  }
  const call =
    <M extends Method>(method: M) =>
    async (input: unknown) => {
      const read = contract[method].output.safeParse(await ask(method, input))
      if (read.success) return read.data
      throw new ProblemError(badOutput(method, z.prettifyError(read.error)))
    }
  const methods = Object.keys(contract) as Method[]
  return { composer: Object.fromEntries(methods.map((m) => [m, call(m)])) as unknown as Composer, open: bytes.join }
}

const closed: Problem = {
  code: 'wire.closed',
  severity: 'error',
  title: 'The connection to the engine was lost',
  message: 'The engine went away before it could answer. Machines keep running; runs already begun go on if the engine still lives.',
  hint: 'Reconnect; the screen catches up by itself.',
}

const badOutput = (method: string, detail: string): Problem => ({
  code: 'wire.output',
  severity: 'error',
  title: 'The answer does not fit',
  message: `The engine answered ${method} with something that this screen does not understand.`,
  hint: 'The screen and the engine may be of different versions: restart both.',
  detail,
})
