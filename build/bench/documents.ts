import type { Entry } from '../../shared/model/document.ts'
import { Machine } from '../../shared/model/machine.ts'
import { Service } from '../../shared/model/service.ts'
import { Workspace } from '../../shared/model/workspace.ts'

/** Numbers from 0 up to, not including, `below`: always the same ones for a seed. */
function dice(seed: number): (below: number) => number {
  let state = seed >>> 0
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 0x1_0000_0000) * below)
  }
}

interface Part {
  readonly on: number | null
  readonly after: readonly number[]
  readonly at?: { readonly x: number; readonly y: number }
}

/** Simulated machines in one service and one workspace, called `name`. */
function drawn(name: string, parts: readonly Part[], options: Readonly<Record<string, number>>): Entry[] {
  const machines = parts.map((_, at) =>
    Machine.parse({ type: 'machine', id: `machine:${name}-${at}`, label: `${name}-${at}`, plugin: 'sim', options }),
  )
  const components = parts.map(({ on, after, at: spot }, at) => ({
    id: `component:${name}-${at}`,
    name: `${name}-${at}`,
    is: { machine: `machine:${name}-${at}` },
    on: on === null ? null : `component:${name}-${on}`,
    after: after.map((each) => ({ component: `component:${name}-${each}` })),
    ...(spot && { at: spot }),
  }))
  const service = Service.parse({ type: 'service', id: `service:${name}`, name, components })
  return [...machines, service, Workspace.parse({ type: 'workspace', id: `workspace:${name}`, name, services: [service.id] })]
}

/** Trees 2 to 10 deep, or as deep as is asked for; a third of all wait for one or two that came earlier and stand in other trees. */
export function trees(name: string, count: number, options: Readonly<Record<string, number>> = {}, deepest = 10): Entry[] {
  const roll = dice(count)
  const parts: Part[] = []
  while (parts.length < count) {
    const root = parts.length
    const depth = 2 + roll(deepest - 1)
    const waits = () => (root > 0 && roll(3) === 0 ? [...new Set([roll(root), roll(root)])] : [])
    for (let level = 0; level < depth; level++) parts.push({ on: level === 0 ? null : parts.length - 1, after: waits() })
    for (let branches = roll(2 * depth); branches > 0; branches--) parts.push({ on: root + roll(depth - 1), after: waits() })
  }
  return drawn(name, parts.slice(0, count), options)
}

/** Rows of one carrier with two guests and two machines beside it, four times; each waits for the one above. */
export function canvasOf(name: string, count: number): Entry[] {
  const parts: Part[] = []
  const above = new Map<number, number>()
  for (let cell = 0; parts.length < count; cell++) {
    const [column, row] = [cell % 12, Math.floor(cell / 12)]
    const at = parts.length
    const before = above.get(column)
    above.set(column, at)
    const x = Math.floor(column / 3) * 1_200 + ([0, 600, 900].at(column % 3) ?? 0)
    parts.push({ on: null, after: before === undefined ? [] : [before], at: { x, y: row * 190 } })
    if (column % 3 === 0) for (const guest of [0, 1]) parts.push({ on: at, after: [], at: { x: 12 + guest * 284, y: 44 } })
  }
  return drawn(name, parts.slice(0, count), {})
}

const places = ['vienna', 'prague', 'zürich', 'graz', 'linz', 'brno', 'gent', 'lyon']
const roles = ['web', 'db', 'cache', 'mail', 'build', 'desk', 'gateway', 'lab']

/** Machines as an inventory of a company has them, without anything that uses them. */
export function inventoryOf(count: number): Entry[] {
  const roll = dice(count)
  return Array.from({ length: count }, (_, at) => {
    const [place = '', role = ''] = [places[roll(places.length)], roles[roll(roles.length)]]
    const byte = () => roll(256).toString(16).padStart(2, '0')
    return Machine.parse({
      type: 'machine',
      id: `machine:inventory-${at}`,
      label: `${role}-${place}-${at}`,
      plugin: at % 3 === 0 ? 'pm' : 'sim',
      locator: { tcp: `10.${roll(256)}.${roll(256)}.${roll(256)}`, mac: `52:54:00:${byte()}:${byte()}:${byte()}` },
      login: at % 2 === 0 ? { user: role } : null,
      options: at % 3 === 0 ? { host: `${role}-${at}.${place}.example` } : { memoryMib: 64 << roll(6) },
      tags: [place, role, ...(roll(10) === 0 ? ['spare'] : [])],
    })
  })
}
