import { z } from 'zod'
import type { ByteStream } from '../../shared/plugin/shell.ts'
import { ProblemError } from '../../shared/model/problem.ts'
import { eachLine, readJson } from './json-lines.ts'

/** One frame of the QEMU Machine Protocol: JSON, one object a line (docs/interop/qmp-spec of QEMU). */
const Frame = z.union([
  z.object({ QMP: z.object({ version: z.unknown() }) }),
  z.object({ return: z.unknown(), id: z.int() }),
  z.object({ error: z.object({ class: z.string(), desc: z.string() }), id: z.int().optional() }),
  z.object({ event: z.string(), data: z.unknown().optional() }),
])

/** A conversation with one QEMU. */
export interface Qmp {
  /** Rejects with `qemu.declined` (it said no), `qemu.gone` (it ended), `qemu.silent` (no answer in time). */
  ask(command: string, args?: Readonly<Record<string, unknown>>): Promise<unknown>
  end(): void
  /** When it is over, whoever ended it. */
  readonly ended: Promise<void>
}

export interface QmpPatience {
  readonly greetingMs: number
  readonly answerMs: number
  /** Told the name of each event. */
  heard?(event: string): void
}

interface Waiting {
  resolve(answer: unknown): void
  reject(reason: unknown): void
}

/**
 * Speaks QMP over a connected stream: waits for the greeting, enables the commands, then asks and is answered. An aborted
 * signal rejects what is open and ends the stream.
 */
export async function speakQmp(stream: ByteStream, signal: AbortSignal, { greetingMs, answerMs, heard }: QmpPatience): Promise<Qmp> {
  const waiting = new Map<number, Waiting>()
  let closed: unknown = null
  let last = 0
  let greet: Waiting | null = null
  const over = Promise.withResolvers<void>()

  const finish = (reason: unknown) => {
    closed ??= reason
    for (const { reject } of waiting.values()) reject(closed)
    waiting.clear()
    greet?.reject(closed)
    over.resolve()
    signal.removeEventListener('abort', aborted)
  }
  const aborted = () => {
    finish(signal.reason)
    stream.end()
  }
  const take = (line: string) => {
    const frame = readJson(Frame, line)
    if (frame === null) return finish(garbled(line))
    if ('QMP' in frame) return greet?.resolve(null)
    if ('event' in frame) return heard?.(frame.event)
    const one = frame.id === undefined ? undefined : waiting.get(frame.id)
    if (!one || frame.id === undefined) return
    waiting.delete(frame.id)
    if ('error' in frame) one.reject(declined(frame.error.class, frame.error.desc))
    else one.resolve(frame.return)
  }
  const answered = async (withinMs: number, listen: (one: Waiting) => void): Promise<unknown> => {
    const tooLate = AbortSignal.timeout(withinMs)
    const { promise, resolve, reject } = Promise.withResolvers<unknown>()
    const late = () => reject(silent(withinMs))
    tooLate.addEventListener('abort', late, { once: true })
    listen({ resolve, reject })
    try {
      return await promise
    } finally {
      tooLate.removeEventListener('abort', late)
    }
  }

  signal.throwIfAborted()
  signal.addEventListener('abort', aborted, { once: true })
  const greeting = answered(greetingMs, (one) => {
    greet = one
  })
  stream.onClose((reason) => finish(gone(reason)))
  stream.onData(eachLine(take))

  const qmp: Qmp = {
    async ask(command, args) {
      if (closed !== null) throw closed
      const id = ++last
      const answer = answered(answerMs, (one) => waiting.set(id, one))
      stream.write(new TextEncoder().encode(`${JSON.stringify({ execute: command, ...(args && { arguments: args }), id })}\n`))
      try {
        return await answer
      } finally {
        waiting.delete(id)
      }
    },
    end() {
      finish(gone(null))
      stream.end()
    },
    ended: over.promise,
  }
  try {
    await greeting
    greet = null
    await qmp.ask('qmp_capabilities')
    return qmp
  } catch (cause) {
    qmp.end()
    throw cause
  }
}

const problem = (code: string, title: string, message: string, detail?: string) =>
  new ProblemError({
    code,
    severity: 'error',
    title,
    message,
    hint: 'Look at the machine, or at its serial console.',
    ...(detail && { detail }),
  })
const garbled = (line: string) =>
  problem('qemu.garbled', 'What answers is not QEMU', 'The control socket does not speak QMP, the protocol of QEMU.', line.slice(0, 500))
const gone = (reason: string | null) => problem('qemu.gone', 'QEMU has ended', 'QEMU closed its control socket.', reason ?? undefined)
const silent = (ms: number) => problem('qemu.silent', 'QEMU does not answer', `QEMU did not answer on its control socket within ${ms} ms.`)
const declined = (kind: string, desc: string) => problem('qemu.declined', 'QEMU declined', `QEMU says: ${desc}.`, kind)
