import { z } from 'zod'
import type { Event } from '../model/event.ts'
import { ProblemError, type Problem } from '../model/problem.ts'
import type { ByteStream } from '../plugin/shell.ts'
import { contract, type Handlers, type Method } from './contract.ts'
import { streams } from './streams.ts'
import { ClientFrame, type Wire } from './wire.ts'

export interface Host {
  readonly handlers: Handlers
  /** The stream that `session.attach` named, once; null when there is none (any more). */
  takeStream(stream: number): ByteStream | null
  /** What nobody expected, with its stack: for the log, never for the wire. */
  log(cause: unknown): void
}

/** Answers every call on the wire: input checked, output or Problem back. Returns how to tell this client an event. */
export function serve(host: Host, wire: Wire): (event: Event) => void {
  const bytes = streams(wire, 'ignore')
  wire.onFrame((raw) => {
    const frame = ClientFrame.safeParse(raw)
    if (!frame.success) return host.log(new Error(`not a frame: ${z.prettifyError(frame.error)}`))
    if (frame.data.kind !== 'call') return bytes.take(frame.data)
    const { id, method, input } = frame.data
    void answer(host, method, input).then(
      (output) => {
        wire.send({ kind: 'output', id, output })
        if (method !== 'session.attach') return
        const { stream } = contract['session.attach'].output.parse(output)
        const source = host.takeStream(stream)
        if (source) bytes.pipe(stream, source)
      },
      (cause: unknown) => wire.send({ kind: 'problem', id, problem: asProblem(host, cause) }),
    )
  })
  return (event) => wire.send({ kind: 'event', event })
}

async function answer(host: Host, method: string, input: unknown): Promise<unknown> {
  if (!Object.hasOwn(contract, method)) throw new ProblemError(noSuchMethod(method))
  const known = method as Method
  const read = contract[known].input.safeParse(input)
  if (!read.success) throw new ProblemError(badInput(method, read.error))
  const handler = host.handlers[known] as (input: unknown) => Promise<unknown>
  return handler(read.data)
}

function asProblem(host: Host, cause: unknown): Problem {
  if (cause instanceof ProblemError) return cause.problem
  host.log(cause)
  return {
    code: 'app.unexpected',
    severity: 'error',
    title: 'Something went wrong inside ServiceComposer',
    message: cause instanceof Error ? cause.message : String(cause),
    hint: 'The log of the app has the details.',
  }
}

const noSuchMethod = (method: string): Problem => ({
  code: 'wire.method',
  severity: 'error',
  title: 'Unknown request',
  message: `This engine has no ${method}.`,
  hint: 'The screen and the engine may be of different versions: restart both.',
})

const badInput = (method: string, error: z.ZodError): Problem => ({
  code: 'wire.input',
  severity: 'error',
  title: 'The request does not fit',
  message: `${method}: ${error.issues.map((issue) => `${issue.path.join('.') || 'input'}: ${issue.message}`).join('; ')}`,
})
