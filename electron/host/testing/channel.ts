import { z } from 'zod'

/** What a test orders the stand-in to do: as the page, as the person, as the system. */
export const Order = z.discriminatedUnion('order', [
  z.object({ order: z.literal('frame'), window: z.int(), frame: z.unknown(), from: z.string().optional(), framed: z.boolean().optional() }),
  z.object({ order: z.literal('navigate'), window: z.int(), url: z.string() }),
  z.object({ order: z.literal('open-window'), window: z.int(), url: z.string() }),
  z.object({ order: z.literal('close'), window: z.int() }),
  z.object({ order: z.literal('tray'), path: z.tuple([z.string()]).rest(z.string()) }),
  z.object({ order: z.literal('answer'), choice: z.int() }),
  z.object({ order: z.literal('second-copy') }),
  z.object({ order: z.literal('quit') }),
])
export type Order = z.infer<typeof Order>

const held: Order[] = []
const waiting: { wants: (order: Order) => boolean; take: (order: Order) => void }[] = []

process.on('message', (message) => {
  const order = Order.parse(message)
  const index = waiting.findIndex(({ wants }) => wants(order))
  if (index < 0) held.push(order)
  else waiting.splice(index, 1)[0]?.take(order)
})

/** The next order of that sort, in the order they came. */
export function obey(wants: (order: Order) => boolean): Promise<Order> {
  const index = held.findIndex(wants)
  const [there] = index < 0 ? [] : held.splice(index, 1)
  return there ? Promise.resolve(there) : new Promise((take) => waiting.push({ wants, take }))
}

/** Tells the test what was asked of Electron. */
export function tell(told: { told: string } & Record<string, unknown>): void {
  process.send?.(JSON.parse(JSON.stringify(told, (_key, value) => (typeof value === 'function' ? undefined : value))))
}
