import type { ByteStream } from '../../shared/plugin/shell.ts'

const given = new Map<string, ByteStream>()
let standing = false

/**
 * An address under which a WebSocket opened in this page is our own stream: IronRDP can draw from nothing else, and on the desktop the
 * bytes come by no socket at all. Good for one socket.
 */
export function addressFor(bytes: ByteStream): string {
  if (!standing) standIn()
  const address = `ws://stream.invalid/${crypto.randomUUID()}`
  given.set(address, bytes)
  return address
}

/** Every other address gets what it always got. */
function standIn(): void {
  standing = true
  globalThis.WebSocket = new Proxy(globalThis.WebSocket, {
    construct(real, [address, ...more]: [string | URL, ...unknown[]]) {
      const bytes = given.get(String(address))
      if (!bytes) return Reflect.construct(real, [address, ...more])
      given.delete(String(address))
      return new PageSocket(bytes, String(address))
    },
  })
}

/** What is sent may lie in memory that the sender uses again at once. */
const copyOf = (data: ArrayBuffer | ArrayBufferView): Uint8Array =>
  (data instanceof ArrayBuffer ? new Uint8Array(data) : new Uint8Array(data.buffer, data.byteOffset, data.byteLength)).slice()

/** As much of a WebSocket as is asked for: it is open from the start, and binary. */
class PageSocket extends EventTarget {
  readonly url: string
  readonly protocol = ''
  readonly extensions = ''
  readonly bufferedAmount = 0
  binaryType: BinaryType = 'arraybuffer'
  readyState: number = WebSocket.OPEN
  readonly #bytes: ByteStream
  #sent: Promise<void> = Promise.resolve()

  constructor(bytes: ByteStream, url: string) {
    super()
    this.url = url
    this.#bytes = bytes
    // Whoever made it listens in the same turn.
    queueMicrotask(() => {
      this.dispatchEvent(new Event('open'))
      bytes.onData((data) => this.dispatchEvent(new MessageEvent('message', { data: new Uint8Array(data).buffer })))
      bytes.onClose((reason) => this.#over(reason))
    })
  }

  /** A blob, which is what IronRDP sends, gives its bytes a moment later: all are sent in the order in which they came. */
  send(data: Blob | ArrayBuffer | ArrayBufferView): void {
    const bytes = data instanceof Blob ? data.arrayBuffer().then((buffer) => new Uint8Array(buffer)) : Promise.resolve(copyOf(data))
    this.#sent = this.#sent.then(async () => this.#bytes.write(await bytes))
  }

  close(): void {
    void this.#sent.then(() => this.#bytes.end())
    this.#over(null)
  }

  #over(reason: string | null): void {
    if (this.readyState === WebSocket.CLOSED) return
    this.readyState = WebSocket.CLOSED
    const code = reason === null ? 1000 : 1006
    this.dispatchEvent(new CloseEvent('close', { wasClean: reason === null, code, reason: (reason ?? '').slice(0, 120) }))
  }
}
