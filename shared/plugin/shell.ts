import type { Address } from '../model/address.ts'

export type Bytes = Uint8Array<ArrayBufferLike>

/** A TCP port or a Unix socket, named from where it is used. */
export type Socket = { readonly host: string; readonly port: number } | { readonly path: string }

/** Bytes both ways. `onClose` is told once, with the reason when it was not a plain end. */
export interface ByteStream {
  write(data: Bytes): void
  end(): void
  onData(listen: (data: Bytes) => void): void
  onClose(listen: (reason: string | null) => void): void
  pause(): void
  resume(): void
}

/** A byte stream whose far end may have rows and columns. */
export interface Terminal extends ByteStream {
  resize(size: TerminalSize): void
}
export interface TerminalSize {
  readonly columns: number
  readonly rows: number
}
export interface TerminalWish extends TerminalSize {
  /** What runs in it; null is the login shell. */
  readonly command: readonly [string, ...string[]] | null
}

/** A place where commands run: this computer, or one reached through the levels below it. */
export interface Shell {
  readonly place: Address
  readonly os: 'linux' | 'bsd' | 'solaris' | 'darwin' | 'windows'
  /** A folder of this user's own (0700) at this place, for sockets and logs that must outlive the app. */
  readonly scratch: string
  /** Runs to the end. A code outside `okCodes` (default only 0) rejects with the Problem `command.failed`. */
  run(command: string, args: readonly string[], options?: RunOptions): Promise<Ran>
  /** The whole file as text. */
  read(path: string): Promise<string>
  /** A connection that ends at `to`, as seen from this place. */
  connect(to: Socket, signal?: AbortSignal): Promise<ByteStream>
  /** A port on this computer's loopback that ends at `to`. */
  forward(to: Socket): Promise<Tunnel>
  /** An interactive terminal. */
  terminal(wish: TerminalWish): Promise<Terminal>
  /**
   * Runs a program there whose windows show on this computer's display; resolves when the first of them is shown. Rejects with
   * `display.*` and `x11.*`. This computer itself has none: its programs show here anyway.
   */
  display?(command: string, args: readonly string[], signal?: AbortSignal): Promise<Shown>
}
/** A program of another machine with windows on this computer's display. */
export interface Shown {
  /** Every window whose number, without the bits of `mask`, is `base` belongs to it: the display server's own promise. */
  readonly windows: { readonly base: number; readonly mask: number }
  /** Resolves when it is over, by itself or by `end`. */
  readonly ended: Promise<void>
  end(): Promise<void>
}
/** For `okCodes`: whatever the code, it is an answer. */
export const ANY_CODE: readonly number[] = Array.from({ length: 256 }, (_, code) => code)

export interface RunOptions {
  readonly stdin?: string
  readonly okCodes?: readonly number[]
  readonly signal?: AbortSignal
}
export interface Ran {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}
export interface Tunnel extends AsyncDisposable {
  readonly host: '127.0.0.1'
  readonly port: number
}
