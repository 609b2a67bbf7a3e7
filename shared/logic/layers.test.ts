import fc from 'fast-check'
import { expect, test } from 'vitest'
import { among, componentId as id, documentOf, drawn } from './nest.fixture.ts'
import { GROUND, LEVEL, layerMeasures, type Layers, layersOf, levelWords, type Slab } from './layers.ts'
import { type Nest, nestOf } from './nest.ts'

const { width, gap } = layerMeasures
const lab = drawn('lab', {
  pm1: '',
  xen1: 'on pm1',
  gw: 'on xen1',
  db1: 'on xen1',
  web1: 'on xen1, after db1',
  web2: 'on xen1, after db1',
  xen2: 'on pm1',
  deep: 'on xen2',
  vlab: '',
})
const isGround = (one: string) => one === id('pm1')
const nest = nestOf(lab, among(lab))
const layers = layersOf(nest, isGround)
const span = (one: ReturnType<typeof id> | typeof GROUND) => {
  const slab = layers.slabs.get(one)
  return slab && [slab.level, slab.x, slab.width]
}
const cells = (count: number) => count * width + (count - 1) * gap

const rolled = fc.record({ on: fc.nat(12), is: fc.nat(9), after: fc.nat(12) })
const anyDocument = fc.array(fc.array(rolled, { minLength: 1, maxLength: 9 }), { minLength: 1, maxLength: 4 }).map(documentOf)

test('a slab must stand on its carrier and be as wide as what it carries', () => {
  expect(span(id('pm1'))).toEqual([0, 0, cells(5)])
  expect(span(id('xen1'))).toEqual([1, 0, cells(4)])
  expect(span(id('db1'))).toEqual([2, width + gap, width])
  expect(span(id('xen2'))).toEqual([1, cells(4) + gap, width])
  expect(layers.slabs.get(id('deep'))?.y).toBe(-2 * LEVEL)
})

test('what stands on this computer itself must stand on a slab for it, beside the hardware that is drawn', () => {
  expect(span(GROUND)).toEqual([0, cells(5) + gap, width])
  expect(span(id('vlab'))).toEqual([1, cells(5) + gap, width])
  expect(layersOf(nestOf(drawn('bare', { pm1: '' }), among()), isGround).slabs.has(GROUND)).toBe(false)
})

test('waits must be arcs between the tops, the longer one higher, and no two ends at one spot', () => {
  const [near, far] = layers.arcs
  expect([near?.late, far?.late]).toEqual([id('web1'), id('web2')])
  expect(near?.from).toEqual({ x: width + gap + width / 2 - 10, y: -2 * LEVEL, launch: -2 * LEVEL, side: 0 })
  expect(far?.from.x).toBe((near?.from.x ?? 0) + 20)
  expect(far?.top).toBeLessThan(near?.top ?? 0)
})

test('an arc must leave a carrier at its side, and go straight up beside all that stands on it', () => {
  const late = nestOf(drawn('late', { host: '', guest: 'on host', deep: 'on guest', after: 'after host' }), among())
  const [arc] = layersOf(late, () => true).arcs
  expect(arc?.from).toEqual({ x: width + gap / 2, y: 22, launch: -2 * LEVEL, side: 1 })
  expect(arc?.to).toEqual({ x: width + gap + width / 2, y: 0, launch: 0, side: 0 })
  expect(arc?.top).toBeLessThan(-2 * LEVEL)
})

test('levels must be named by what stands on them', () => {
  expect([0, 1, 2, 3, 4].map((level) => levelWords(level, nest, layers))).toEqual([
    'hardware',
    'hypervisors and first guests',
    'guests',
    'guests in guests',
    'guests, 4 deep',
  ])
})

test('whatever the stack, slabs must never overlap, lie within their carrier, and together be as wide as it', () => {
  fc.assert(
    fc.property(anyDocument, fc.nat(3), (services, hardware) => {
      const [open] = services
      if (!open) return
      const drawnHere = nestOf(open, among(...services))
      hold(
        drawnHere,
        layersOf(drawnHere, (one) => one.length % 4 === hardware),
      )
    }),
    { numRuns: 150 },
  )
})

function hold(shown: Nest, { slabs, arcs, levels, width: all }: Layers): void {
  const list = [...slabs.values()]
  expect(list.filter(({ id: one }) => one !== GROUND).length).toBe(shown.size)
  for (const slab of list) {
    expect(slab.y).toBe(0 - slab.level * LEVEL)
    expect(slab.level).toBeLessThan(levels)
    expect(slab.x + slab.width).toBeLessThanOrEqual(all)
    const guests = list.filter((other) => other.below === slab.id)
    if (guests.length > 0) expect(guests.reduce((sum, guest) => sum + guest.width, 0) + (guests.length - 1) * gap).toBe(slab.width)
    for (const guest of guests) {
      expect(guest.level).toBe(slab.level + 1)
      expect(guest.x).toBeGreaterThanOrEqual(slab.x)
      expect(guest.x + guest.width).toBeLessThanOrEqual(slab.x + slab.width)
    }
    const beside = (other: Slab) => slab.x + slab.width + gap <= other.x || other.x + other.width + gap <= slab.x
    expect(list.filter((other) => other !== slab && other.level === slab.level && !beside(other))).toEqual([])
  }
  for (const { target, late, from, to, top } of arcs) {
    expect(top).toBeLessThan(Math.min(from.y, to.y))
    for (const [end, slab] of [
      [from, slabs.get(target)],
      [to, slabs.get(late)],
    ] as const) {
      if (!slab) throw new Error('an arc leads to nothing')
      const bare = !list.some(({ below }) => below === slab.id)
      expect(end.side === 0).toBe(bare)
      if (bare) expect(end.y).toBe(slab.y)
      expect(end.x > slab.x && end.x < slab.x + slab.width).toBe(bare)
      expect(end.x >= slab.x - gap / 2 && end.x <= slab.x + slab.width + gap / 2).toBe(true)
    }
  }
}
