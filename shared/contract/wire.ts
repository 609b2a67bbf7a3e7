import { z } from 'zod'
import { Event } from '../model/event.ts'
import { Problem } from '../model/problem.ts'

/** Two ends and a close: Electron ports, WebSockets and pipes all fit through here. */
export interface Wire {
  /** Plain data; the only binary field anywhere is `data` of a bytes frame. */
  send(frame: Frame): void
  onFrame(listen: (frame: unknown) => void): void
  onClose(listen: () => void): void
}

const stream = z.int().positive()

/** What a client sends. */
export const ClientFrame = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('call'), id: z.int(), method: z.string(), input: z.unknown() }),
  z.object({ kind: z.literal('bytes'), stream, data: z.instanceof(Uint8Array) }),
  /** The receiver has taken in this many bytes more; the sender may have `WINDOW` of them unconfirmed. */
  z.object({ kind: z.literal('credit'), stream, bytes: z.int().positive() }),
  z.object({ kind: z.literal('end'), stream, reason: z.string().nullable() }),
])
export type ClientFrame = z.infer<typeof ClientFrame>

/** What a host sends. */
export const HostFrame = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('output'), id: z.int(), output: z.unknown() }),
  z.object({ kind: z.literal('problem'), id: z.int(), problem: Problem }),
  z.object({ kind: z.literal('event'), event: Event }),
  z.object({ kind: z.literal('bytes'), stream, data: z.instanceof(Uint8Array) }),
  z.object({ kind: z.literal('credit'), stream, bytes: z.int().positive() }),
  z.object({ kind: z.literal('end'), stream, reason: z.string().nullable() }),
])
export type HostFrame = z.infer<typeof HostFrame>

export type Frame = ClientFrame | HostFrame

/** Bytes a sender may have on the way before it must wait for credit. */
export const WINDOW = 1 << 20
