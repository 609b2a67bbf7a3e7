import { dial } from '../../electron/bridge/socket-wire.ts'
import { connect } from '../../shared/contract/connect.ts'
import { daemonWith } from './daemon.ts'
import { inventoryOf } from './documents.ts'
import { quantile, timed } from './numbers.ts'
import { processorMs } from './processes.ts'
import { result, type Line } from './report.ts'

/** What people type: beginnings, two words, one field only, addresses, what is not there, and everything. */
const QUERIES = [
  'w',
  'web',
  'gate',
  'web-vien',
  'db graz',
  'cache linz spare',
  'plugin:pm',
  'tag:brno mail',
  'user:desk',
  '52:54:00:1',
  '10.4',
  'zurich',
  'lab-gent-99',
  'nowhere',
  '',
]
const ROUNDS = 40

/** Search over 10,000 machines as the screen asks it: over a real WebSocket, from another process. */
export async function search(): Promise<Line> {
  await using daemon = await daemonWith(inventoryOf(10_000))
  const { wire, hangUp } = await dial(daemon.owner)
  try {
    const { composer } = connect(wire, () => undefined)
    const [taken, echoes]: [number[], number[]] = [[], []]
    const before = await processorMs(daemon.pid)
    const first = await timed(() => composer['inventory.search']({ text: 'web vienna' }))
    for (let round = 0; round < ROUNDS; round++) {
      for (const text of QUERIES) taken.push(await timed(() => composer['inventory.search']({ text })))
      echoes.push(await timed(() => composer['app.info']({})))
    }
    const spent = (await processorMs(daemon.pid)) - before
    return {
      line: 'search',
      title: 'Search over 10,000 machines, over a WebSocket',
      results: [
        result('19 of 20 searches take at most', 'ms', taken, '<= 20', quantile(taken, 0.95)),
        result('median', 'ms', taken),
        result('processor time of the engine a search', 'ms', [spent / taken.length]),
        result('the very first', 'ms', [first]),
        result('asking for nothing: the way there and back', 'ms', echoes),
      ],
      failed: null,
    }
  } finally {
    hangUp()
  }
}
