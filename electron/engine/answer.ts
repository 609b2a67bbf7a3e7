import type { Bytes, ByteStream, Shell, Socket } from '../../shared/plugin/shell.ts'

/** What came back over one short connection, and how it ended. */
export interface Heard {
  readonly bytes: Buffer
  readonly end: 'enough' | 'closed' | 'silence'
}

export interface Talk {
  /** Sent at once after the connection stands. */
  readonly say?: string
  /** Enough was heard. */
  enough(heard: Buffer): boolean
  /** After this many ms without enough, our side says goodbye; a living far end answers that by closing. */
  readonly goodbyeMs?: number
  readonly limit: number
}

/**
 * Connects, listens, closes. Never rejects for what the far end does after the connection stood: silence, at the signal's
 * end, is an answer too. Rejects when the connection does not come about.
 */
export async function talk(shell: Shell, to: Socket, { say, enough, goodbyeMs, limit }: Talk, signal: AbortSignal): Promise<Heard> {
  signal.throwIfAborted()
  const stream = await connected(shell, to, signal)
  const { promise, resolve } = Promise.withResolvers<Heard>()
  let bytes: Buffer = Buffer.alloc(0)
  const silence = () => resolve({ bytes, end: 'silence' })
  const goodbye = goodbyeMs === undefined ? null : setTimeout(() => stream.end(), goodbyeMs)
  signal.addEventListener('abort', silence, { once: true })
  stream.onData((data: Bytes) => {
    bytes = Buffer.concat([bytes, data])
    if (enough(bytes) || bytes.byteLength >= limit) resolve({ bytes, end: 'enough' })
  })
  stream.onClose(() => resolve({ bytes, end: 'closed' }))
  if (signal.aborted) silence()
  if (say !== undefined) stream.write(Buffer.from(say))
  try {
    return await promise
  } finally {
    if (goodbye) clearTimeout(goodbye)
    signal.removeEventListener('abort', silence)
    stream.end()
  }
}

/** A connection that comes about after the signal ended is closed again, so that nothing stays open behind a late try. */
async function connected(shell: Shell, to: Socket, signal: AbortSignal): Promise<ByteStream> {
  const { promise: late, reject } = Promise.withResolvers<never>()
  const abort = () => reject(signal.reason)
  signal.addEventListener('abort', abort, { once: true })
  const connecting = shell.connect(to, signal)
  try {
    return await Promise.race([connecting, late])
  } catch (cause) {
    connecting.then(
      (stream) => stream.end(),
      () => undefined,
    )
    throw cause
  } finally {
    signal.removeEventListener('abort', abort)
  }
}

export const firstLine = (text: string): string => text.split(/\r?\n/, 1)[0]?.trim() ?? ''
