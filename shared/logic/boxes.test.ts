import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ComponentId, ServiceId } from '../model/id.ts'
import type { Service, VComponent } from '../model/service.ts'
import { StopPolicy } from '../model/stop.ts'
import { type Box, boxUnder, freeSpot, layoutBoxes } from './boxes.ts'
import { measures } from './forest.ts'
import { tidied } from './tidy.ts'

const id = (name: string): ComponentId => ComponentId.parse(`component:${name}`)
const brick = (name: string, on: string | null, x: number, y: number): VComponent => ({
  id: id(name),
  name,
  is: { service: ServiceId.parse('service:x') },
  on: on === null ? null : id(on),
  stop: StopPolicy.parse({}),
  after: [],
  ready: [],
  sessions: [],
  at: { x, y },
})
const service = (...components: VComponent[]): Service => ({
  type: 'service',
  id: ServiceId.parse('service:lab'),
  name: 'Lab',
  note: '',
  components,
})
const nested = service(
  brick('pm1', null, 100, 50),
  brick('xen1', 'pm1', 12, 40),
  brick('gis', 'xen1', 12, 40),
  brick('circus', 'xen1', 12, 162),
)

test('a box must grow around its guests, header above and padding around', () => {
  const boxes = layoutBoxes(nested)
  expect(boxes.get(id('gis'))).toMatchObject({ x: 124, y: 130, width: 272, height: 110, depth: 2 })
  expect(boxes.get(id('xen1'))).toMatchObject({ x: 112, y: 90, width: 12 + 272 + 12, height: 40 + 110 + 12 + 110 + 12 })
  expect(boxes.get(id('pm1'))).toMatchObject({ x: 100, y: 50, width: 12 + 296 + 12, height: 40 + 284 + 12, guests: [id('xen1')] })
})

test('carriers must come before what they carry', () => {
  const back = layoutBoxes(service(...[...nested.components].reverse()))
  expect([...back.keys()].indexOf(id('pm1'))).toBeLessThan([...back.keys()].indexOf(id('gis')))
})

test('the deepest box under the pointer must be meant, never what is dragged or stands on it', () => {
  const boxes = layoutBoxes(nested)
  const point = { x: 130, y: 140 }
  expect(boxUnder(boxes, point, new Set())?.id).toBe(id('gis'))
  expect(boxUnder(boxes, point, new Set([id('gis')]))?.id).toBe(id('xen1'))
  expect(boxUnder(boxes, point, new Set([id('xen1')]))?.id).toBe(id('pm1'))
  expect(boxUnder(boxes, { x: 0, y: 0 }, new Set())).toBeNull()
})

test('something new must go below what is there', () => {
  const boxes = layoutBoxes(nested)
  expect(freeSpot(boxes, id('xen1'))).toEqual({ x: 12, y: 40 + 110 + 12 + 110 + 12 })
  expect(freeSpot(boxes, id('gis'))).toEqual({ x: 12, y: 40 })
  expect(freeSpot(new Map(), null)).toEqual({ x: 40, y: 40 })
})

test('a circle or a missing carrier in a read file must still be drawn, each brick once', () => {
  const boxes = layoutBoxes(service(brick('a', 'b', 0, 0), brick('b', 'a', 0, 0), brick('c', 'a', 0, 0), brick('d', 'gone', 0, 0)))
  expect([...boxes.keys()].sort()).toEqual(['a', 'b', 'c', 'd'].map(id))
  expect(boxes.get(id('c'))?.on).toBe(id('a'))
})

test('tidying must put who waits to the right of what it waits for, and guests below each other', () => {
  const late = { ...brick('late', 'pm2', 5, 5), after: [{ component: id('gis'), gate: 'ready' as const }] }
  const tidy = layoutBoxes(tidied(service(brick('pm2', null, 0, 0), late, ...nested.components)))
  const [pm1, pm2] = [tidy.get(id('pm1'))!, tidy.get(id('pm2'))!]
  expect(pm2.x).toBe(pm1.x + pm1.width + measures.column)
  expect(tidy.get(id('circus'))?.at).toEqual({ x: 12, y: 162 })
})

test('a file without positions must not pile everything up', () => {
  const bare = service(
    brick('a', null, 0, 0),
    { ...brick('b', null, 0, 0), after: [{ component: id('a'), gate: 'ready' }] },
    brick('c', null, 0, 0),
  )
  const boxes = layoutBoxes(bare)
  expect(boxes.get(id('b'))?.x).toBeGreaterThan(boxes.get(id('a'))!.x + 272)
  expect(boxes.get(id('c'))?.y).toBeGreaterThan(boxes.get(id('a'))!.y)
})

test('whatever the positions, guests must lie inside their carrier and neighbours must not cover each other', () => {
  const bricks = fc.array(fc.record({ on: fc.nat(20), x: fc.integer({ min: -300, max: 900 }), y: fc.integer({ min: -300, max: 900 }) }), {
    minLength: 1,
    maxLength: 14,
  })
  fc.assert(
    fc.property(bricks, (drawn) => {
      const all = drawn.map(({ on, x, y }, index) => brick(String(index), on < index ? String(on) : null, x, y))
      const boxes = layoutBoxes(service(...all))
      expect(boxes.size).toBe(all.length)
      const list = [...boxes.values()]
      for (const box of list) {
        const host = box.on && boxes.get(box.on)
        if (host) {
          expect(box.x - host.x).toBeGreaterThanOrEqual(measures.padding)
          expect(box.y - host.y).toBeGreaterThanOrEqual(measures.header)
          expect(host.x + host.width - box.x - box.width).toBeGreaterThanOrEqual(measures.padding)
          expect(host.y + host.height - box.y - box.height).toBeGreaterThanOrEqual(measures.padding)
        }
        for (const other of list) if (other !== box && other.on === box.on) expect(covers(box, other)).toBe(false)
      }
    }),
  )
})
const covers = (a: Box, b: Box): boolean => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height
