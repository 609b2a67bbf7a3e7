import { connect, type Client } from '../../shared/contract/connect.ts'
import { contract, type Composer, type Method } from '../../shared/contract/contract.ts'
import type { Wire } from '../../shared/contract/wire.ts'
import type { Event } from '../../shared/model/event.ts'
import { ProblemError } from '../../shared/model/problem.ts'
import type { ByteStream } from '../../shared/plugin/shell.ts'

/** Told how the connection fares. `opened` runs before any event of that connection is handed on. */
export interface Listener {
  opened(): Promise<void>
  event(event: Event): void
  /** `retryAt`: ms since 1970, when the next try begins. */
  lost(cause: unknown, retryAt: number): void
}

let client: Client | null = null
let hurry: (() => void) | null = null

const call = (method: Method) => (input: unknown) => {
  if (!client) return Promise.reject(new ProblemError(away))
  const ask = client.composer[method] as (input: unknown) => Promise<unknown>
  return ask(input)
}

/** The engine, wherever it lives and however often the connection was lost and found. Rejects only with ProblemError. */
export const engine = Object.fromEntries((Object.keys(contract) as Method[]).map((method) => [method, call(method)])) as unknown as Composer

/** The bytes of a stream that `session.attach` named. Throws `wire.closed` while there is no connection. */
export function openStream(stream: number): ByteStream {
  if (!client) throw new ProblemError(away)
  return client.open(stream)
}

/** Tries again now instead of waiting for the next turn. */
export const retryNow = (): void => hurry?.()

/** Keeps a connection for as long as the page lives: lost is dialled again, slower each time, at most every 10 s. */
export async function keepConnected(dial: () => Promise<Wire>, listener: Listener): Promise<never> {
  for (let tries = 0; ; tries++) {
    let cause: unknown = new ProblemError(away)
    try {
      const wire = await dial()
      const gone = new Promise<void>((resolve) => wire.onClose(resolve))
      await attend(wire, listener)
      tries = 0
      await gone
    } catch (thrown) {
      cause = thrown
    }
    client = null
    const pause = Math.min(10_000, 500 * 2 ** Math.min(tries, 5))
    listener.lost(cause, Date.now() + pause)
    await new Promise<void>((resolve) => {
      hurry = resolve
      setTimeout(resolve, pause)
    })
  }
}

/** Events that come while the screen still reads its first snapshot are held back until it has it. */
async function attend(wire: Wire, listener: Listener): Promise<void> {
  let held: Event[] | null = []
  client = connect(wire, (event) => (held ? void held.push(event) : listener.event(event)))
  await listener.opened()
  const early = held
  held = null
  for (const event of early) listener.event(event)
}

const away = {
  code: 'wire.closed',
  severity: 'error' as const,
  title: 'There is no connection to the engine',
  message: 'The engine is away, so nothing can be asked of it now. Machines keep running.',
  hint: 'It is tried again by itself; what you see is the last known state.',
}
