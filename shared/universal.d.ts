/**
 * What Node, Electron and every browser all have, and nothing more: so that code in shared/ and plugins/ cannot lean on
 * one of them. Read only by the tsconfig of these two folders; elsewhere the real types apply.
 */
interface AbortSignal {
  readonly aborted: boolean
  readonly reason: unknown
  throwIfAborted(): void
  addEventListener(type: 'abort', listen: () => void, options?: { once?: boolean }): void
  removeEventListener(type: 'abort', listen: () => void): void
}
declare const AbortSignal: {
  /** Aborts after `ms`; does not keep a process alive. */
  timeout(ms: number): AbortSignal
  any(signals: readonly AbortSignal[]): AbortSignal
  abort(reason?: unknown): AbortSignal
}
declare class AbortController {
  readonly signal: AbortSignal
  abort(reason?: unknown): void
}
declare class TextEncoder {
  encode(text: string): Uint8Array<ArrayBuffer>
}
declare class TextDecoder {
  constructor(label?: string, options?: { fatal?: boolean })
  decode(bytes?: Uint8Array, options?: { stream?: boolean }): string
}
declare function btoa(binary: string): string
declare function atob(base64: string): string
