import type { Socket as NetSocket } from 'node:net'
import { pipeline } from 'node:stream'
import type { Client, ClientChannel } from 'ssh2'
import type { Shown } from '../../../shared/plugin/shell.ts'
import type { Cookie } from '../../../shared/logic/x-server.ts'
import { helloWith, readHello, readWelcome, windowWatch, type Hello } from './protocol.ts'

/** One program that was let in by its token. */
export interface Guest {
  /** What the display itself wants to see. */
  readonly cookie: Cookie | null
  dial(signal: AbortSignal): Promise<NetSocket>
  /** Told when it shows its first window. */
  shows(windows: Shown['windows']): void
  refused(reason: string): void
}

export interface Guests {
  /** Lets in who shows this token; gives what ends that, with all connections of this guest. */
  expect(token: Buffer, guest: Guest): () => void
}

const known = new WeakMap<Client, Guests>()
/** Nobody needs longer to say hello. Milliseconds. */
const helloMs = 10_000

/** Who may show windows here over this connection; everybody else is turned away. */
export function guestsOf(client: Client): Guests {
  const there = known.get(client)
  if (there) return there
  const expected = new Map<string, { guest: Guest; gone: AbortSignal }>()
  client.on('x11', (_from, accept) => admit(accept(), expected))
  const guests: Guests = {
    expect(token, guest) {
      const name = token.toString('hex')
      const gone = new AbortController()
      expected.set(name, { guest, gone: gone.signal })
      return () => {
        expected.delete(name)
        gone.abort(new Error('the program is over'))
      }
    },
  }
  known.set(client, guests)
  return guests
}

function admit(channel: ClientChannel, expected: ReadonlyMap<string, { guest: Guest; gone: AbortSignal }>): void {
  let heard: Buffer = Buffer.alloc(0)
  const turnAway = () => channel.destroy()
  const timer = setTimeout(turnAway, helloMs)
  channel.once('close', () => clearTimeout(timer))
  channel.on('error', turnAway)
  const listen = (data: Buffer) => {
    heard = Buffer.concat([heard, data])
    const hello = readHello(heard)
    if (hello === 'more') return
    clearTimeout(timer)
    channel.off('data', listen)
    channel.pause()
    const found = hello === 'foreign' ? null : expected.get(Buffer.from(hello.cookie.data).toString('hex'))
    if (hello === 'foreign' || !found) return turnAway()
    const { guest, gone } = found
    guest.dial(gone).then(
      (display) => join(channel, display, { hello, heard, guest, gone }),
      () => turnAway(),
    )
  }
  channel.on('data', listen)
}

interface Entering {
  readonly hello: Hello
  /** The hello, and what came after it. */
  readonly heard: Buffer
  readonly guest: Guest
  readonly gone: AbortSignal
}

/** Lays program and display together; the first window is told, with the numbers that the display gave. */
function join(channel: ClientChannel, display: NetSocket, { hello, heard, guest, gone }: Entering): void {
  const shows = windowWatch(hello.order)
  let answer: Buffer = Buffer.alloc(0)
  let windows: Shown['windows'] | null = null
  const listen = (data: Buffer) => {
    if (!shows(data)) return
    channel.off('data', listen)
    if (windows) guest.shows(windows)
  }
  const welcome = (data: Buffer) => {
    answer = Buffer.concat([answer, data])
    const read = readWelcome(answer, hello.order)
    if (read === 'more') return
    display.off('data', welcome)
    if ('refused' in read) guest.refused(read.refused)
    else windows = read
  }
  const end = () => {
    channel.destroy()
    display.destroy()
  }
  if (gone.aborted) {
    end()
    return
  }
  gone.addEventListener('abort', end, { once: true })
  display.once('close', () => gone.removeEventListener('abort', end))
  display.on('data', welcome)
  display.write(helloWith(heard, hello, guest.cookie))
  channel.on('data', listen)
  if (heard.length > hello.length) channel.unshift(heard.subarray(hello.length))
  const broken = (error: NodeJS.ErrnoException | null) => {
    if (error) end()
  }
  pipeline(channel, display, broken)
  pipeline(display, channel, broken)
}
