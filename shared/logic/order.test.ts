import fc from 'fast-check'
import { expect, test } from 'vitest'
import { closure, nearest, order } from './order.ts'

const items = (needs: Record<string, string[]>) => Object.entries(needs).map(([id, below]) => ({ id, below }))
const sorted = (needs: Record<string, string[]>) => order(items(needs), ({ below }) => below)

test('what is needed comes first, and otherwise things stay as they came', () => {
  expect(sorted({ web: ['host'], db: ['host'], host: [], box: [] })).toEqual({ ok: true, ids: ['host', 'box', 'web', 'db'] })
})

test('a circle is named as the path it is, without those who only wait behind it', () => {
  expect(sorted({ x: ['c'], a: ['b'], b: ['c', 'free'], c: ['a'], free: [], y: ['x'] })).toEqual({ ok: false, circles: [['a', 'b', 'c']] })
})

test('a thing that needs itself is a circle of one, and separate circles are each named', () => {
  expect(sorted({ a: ['a'], b: ['c'], c: ['b'], d: ['b', 'a'] })).toEqual({ ok: false, circles: [['a'], ['b', 'c']] })
})

test('a need that is not there is no need, and one that is named twice is one', () => {
  expect(sorted({ a: ['b', 'b', 'nowhere'], b: [] })).toEqual({ ok: true, ids: ['b', 'a'] })
})

test('every sound graph must be put in order, and every order must be sound', () => {
  const graphs = fc.array(fc.array(fc.nat(30), { maxLength: 4 }), { maxLength: 30 })
  fc.assert(
    fc.property(graphs, fc.boolean(), (lists, sound) => {
      const all = lists.map((needs, at) => ({ id: `${at}`, below: needs.filter((need) => !sound || need < at).map(String) }))
      const result = order(all, ({ below }) => below)
      const below = new Map(all.map((item) => [item.id, item.below]))
      if (!result.ok) {
        expect(sound).toBe(false)
        for (const circle of result.circles) circle.forEach((id, at) => expect(below.get(id)).toContain(circle[(at + 1) % circle.length]))
        return
      }
      const at = new Map(result.ids.map((id, position) => [id, position]))
      expect(at.size).toBe(all.length)
      for (const { id, below: needs } of all)
        for (const need of needs) if (at.has(need)) expect(at.get(need)).toBeLessThan(at.get(id) ?? -1)
    }),
  )
})

test('a hundred thousand things in a row are put in order', () => {
  const row = Array.from({ length: 100_000 }, (_, at) => ({ id: `${at}`, below: [`${at + 1}`] }))
  const result = order(row, ({ below }) => below)
  expect(result.ok && result.ids[0]).toBe('99999')
})

test('an order leads on through what is left out, and ends at what is neither there nor in between', () => {
  const edges: Record<string, string[]> = { top: ['mid', 'gone'], mid: ['low', 'top'], gone: ['deep'], low: [], deep: [] }
  const found = nearest('top', (id) => (edges[id] ?? []).map((to) => ({ to })), {
    arrives: (id) => id === 'low' || id === 'deep',
    passes: (id) => id === 'mid',
  })
  expect(found).toEqual([{ to: 'low' }])
})

test('a closure ends in a circle too', () => {
  const next: Record<string, string[]> = { a: ['b'], b: ['c'], c: ['a'] }
  expect([...closure<string>(['a'], (id) => next[id] ?? [])]).toEqual(['a', 'b', 'c'])
})
