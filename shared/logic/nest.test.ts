import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Box, boxesOf } from './boxes.ts'
import { measures } from './forest.ts'
import { among, componentId as id, documentOf, drawn } from './nest.fixture.ts'
import { foldNest, machinesOf, type Nest, nestOf, standIn } from './nest.ts'
import { walk } from './walk.ts'

const base = drawn('base', { gate: '', files: 'on gate', mail: '' })
const office = drawn('office', { host: '', desk: 'on host', common: 'is base', late: 'after common' })
const printed = (nest: Nest): string =>
  [...nest.values()].map(({ component, depth, cut }) => `${'  '.repeat(depth)}${component.name}${cut ? `: ${cut}` : ''}`).join('\n')

const rolled = fc.record({ on: fc.nat(12), is: fc.nat(9), after: fc.nat(12) })
const anyDocument = fc.array(fc.array(rolled, { minLength: 1, maxLength: 9 }), { minLength: 1, maxLength: 4 }).map(documentOf)

test('the members of a service that is taken in must be shown in its reference, as they stand there', () => {
  const nest = nestOf(office, among(office, base))
  expect(printed(nest)).toBe(['host', '  desk', 'common', '  gate', '    files', '  mail', 'late'].join('\n'))
  expect(nest.get(id('files'))).toMatchObject({ through: id('common'), below: id('gate'), service: base })
  expect(nest.get(id('desk'))).toMatchObject({ through: null, below: id('host'), service: office })
  expect(machinesOf(nest, id('common')).map(({ component }) => component.name)).toEqual(['gate', 'files', 'mail'])
})

test('deeper references must nest further', () => {
  const outer = drawn('outer', { all: 'is office' })
  const nest = nestOf(outer, among(outer, office, base))
  expect(nest.get(id('files'))?.depth).toBe(3)
  expect(machinesOf(nest, id('all')).map(({ component }) => component.name)).toEqual(['host', 'desk', 'gate', 'files', 'mail', 'late'])
})

test('a circle, a second reference to the same service, and a missing one must be cut with a note', () => {
  const ring = drawn('ring', { a: 'is link', twice: 'is link', gone: 'is nowhere' })
  const link = drawn('link', { back: 'is ring', box: '' })
  expect(printed(nestOf(ring, among(ring, link)))).toBe(
    [
      'a',
      '  back: ring would contain itself; it is not opened again.',
      '  box',
      'twice: The same machines as in a, started once.',
      'gone: The service it takes in is no longer here.',
    ].join('\n'),
  )
})

test('what is folded away must be counted, and be stood in for by what it stands on', () => {
  const whole = nestOf(office, among(office, base))
  const nest = foldNest(whole, new Set([id('common'), id('late')]))
  expect(printed(nest)).toBe(['host', '  desk', 'common', 'late'].join('\n'))
  expect(nest.get(id('common'))).toMatchObject({ above: [], hidden: 3 })
  expect(standIn(nest, whole, id('files'))).toBe(id('common'))
  expect(standIn(nest, whole, id('desk'))).toBe(id('desk'))
  expect(foldNest(whole, new Set([id('late')]))).toBe(whole)
})

test('a reference must be a box around its service, its upper left part in the corner', () => {
  const far = {
    ...base,
    components: base.components.map((c, at) => ({ ...c, at: c.on ? { x: 12, y: 40 } : { x: 900 + 300 * at, y: 700 } })),
  }
  const boxes = boxesOf(nestOf(office, among(office, far)))
  expect(boxes.get(id('gate'))).toMatchObject({ on: id('common'), through: id('common'), at: { x: measures.padding, y: measures.header } })
  expect(boxes.get(id('common'))?.guests).toEqual([id('gate'), id('mail')])
  expect(boxes.get(id('mail'))?.at.x).toBe(measures.padding + 600)
})

/** What is wrong with the place of a box, in a word; one check a box, so that many documents can be looked at. */
function wrongWith(box: Box, nest: Nest, boxes: ReadonlyMap<string, Box>): string {
  if (box.on !== (nest.get(box.id)?.below ?? null)) return 'in the wrong box'
  const host = box.on === null ? undefined : boxes.get(box.on)
  const [right, bottom] = [box.x + box.width, box.y + box.height]
  if (host) {
    if (!host.guests.includes(box.id)) return 'no guest of its box'
    if (box.x < host.x + measures.padding || right > host.x + host.width - measures.padding) return 'beside its box'
    if (box.y < host.y + measures.header || bottom > host.y + host.height - measures.padding) return 'above or below its box'
  }
  for (const other of boxes.values())
    if (other !== box && other.on === box.on && box.x < other.x + other.width && other.x < right)
      if (box.y < other.y + other.height && other.y < bottom) return `covers ${other.id}`
  return ''
}

test('whatever refers to whatever, every part must be shown once, in the box of what is below it, and neighbours must not cover each other', () => {
  fc.assert(
    fc.property(anyDocument, (services) => {
      const [open] = services
      if (!open) return
      const nest = nestOf(open, among(...services))
      for (const { id: own } of open.components) expect(nest.get(own)?.through).toBeNull()
      const boxes = boxesOf(nest)
      expect([...boxes.keys()].sort()).toEqual([...nest.keys()].sort())
      const list = [...boxes.values()]
      for (const box of list) expect(wrongWith(box, nest, boxes)).toBe('')
    }),
    { numRuns: 150 },
  )
})

test('keys must lead to every part, and back down from where they led up', () => {
  fc.assert(
    fc.property(anyDocument, (services) => {
      const [open] = services
      if (!open) return
      const nest = nestOf(open, among(...services))
      const met = new Set<string>()
      const visit = (at: ReturnType<typeof walk>): void => {
        for (let here = at; here !== null; here = walk(nest, here, 'next')) {
          expect(met.has(here)).toBe(false)
          met.add(here)
          const above = walk(nest, here, 'up')
          if (above === null) continue
          expect(walk(nest, above, 'down')).toBe(here)
          expect(walk(nest, above, 'before')).toBeNull()
          visit(above)
        }
      }
      visit(walk(nest, null, 'next'))
      expect(met.size).toBe(nest.size)
    }),
  )
})
