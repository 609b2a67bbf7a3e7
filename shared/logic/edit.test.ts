import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Edit, Entry } from '../model/document.ts'
import { Machine } from '../model/machine.ts'
import { Service } from '../model/service.ts'
import { Workspace } from '../model/workspace.ts'
import { describe } from './describe.ts'
import { apply, squash, undo } from './edit.ts'
import { same } from './same.ts'

const machine = (name: string, more: object = {}) =>
  Machine.parse({ type: 'machine', id: `machine:${name}`, label: name, plugin: 'sim', ...more })
const component = (name: string, more: object = {}) => ({ id: `component:${name}`, name, is: { machine: `machine:${name}` }, ...more })
const shop = (...components: object[]) => Service.parse({ type: 'service', id: 'service:shop', name: 'Web shop', components })
const morning = (more: object = {}) => Workspace.parse({ type: 'workspace', id: 'workspace:am', name: 'Office morning', ...more })
const edit = (...pairs: [Entry | null, Entry | null][]): Edit =>
  Object.fromEntries(pairs.map((pair) => [(pair[0] ?? pair[1])?.id ?? '', pair]))

test('adding, changing and removing is nothing, even when the entries came over a wire', () => {
  const [one, two] = [machine('web'), machine('web', { label: 'www' })]
  expect(squash(edit([null, one]), edit([one, two]))).toEqual(edit([null, two]))
  expect(squash(squash(edit([null, one]), edit([one, two])), edit([two, null]))).toEqual({})
  expect(squash(edit([one, two]), structuredClone(edit([two, one])))).toEqual({})
})

test('an edit applies to what it was made for, wholly or not at all', () => {
  const [web, www, db] = [machine('web'), machine('web', { label: 'www' }), machine('db')]
  const entries = new Map<string, Entry>([[web.id, web]])
  const applied = apply(entries, edit([structuredClone(web), www], [null, db]))
  expect(applied.ok && [...applied.entries.values()]).toEqual([www, db])
  expect(apply(entries, edit([www, web], [null, db]))).toEqual({ ok: false, conflicts: ['machine:web'] })
  expect(apply(entries, edit([null, web]))).toEqual({ ok: false, conflicts: ['machine:web'] })
  expect([...entries.values()]).toEqual([web])
})

const names = ['a', 'b', 'c'] as const
const documents = fc.record({ a: fc.option(fc.nat(2)), b: fc.option(fc.nat(2)), c: fc.option(fc.nat(2)) }).map((labels) => {
  return new Map<string, Entry>(
    names.flatMap((name) => (labels[name] === null ? [] : [[`machine:${name}`, machine(name, { label: `${labels[name]}` })]])),
  )
})
const between = (from: ReadonlyMap<string, Entry>, to: ReadonlyMap<string, Entry>): Edit =>
  Object.fromEntries(
    names.map((name) => `machine:${name}`).map((id): [string, Edit[string]] => [id, [from.get(id) ?? null, to.get(id) ?? null]]),
  )

test('an undo gives back what was, undone twice is done, and two edits squashed do what both did', () => {
  fc.assert(
    fc.property(documents, documents, documents, (first, second, third) => {
      const [one, two] = [between(first, second), between(second, third)]
      expect(undo(undo(one))).toEqual(one)
      expect(apply(second, undo(one))).toEqual({ ok: true, entries: first })
      const squashed = squash(one, two)
      expect(apply(first, squashed)).toEqual({ ok: true, entries: third })
      for (const [was, is] of Object.values(squashed)) expect(same(was, is)).toBe(false)
      expect(squash(one, undo(one))).toEqual({})
    }),
  )
})

test('things are the same by what they say, not by order, identity or fields that are undefined', () => {
  expect(same({ a: [1, { b: null }], c: undefined }, { a: [1, { b: null }] })).toBe(true)
  expect(same({ a: 1, b: 2 }, { b: 2, a: 1 })).toBe(true)
  for (const [one, other] of [
    [[1], [1, 2]],
    [[], {}],
    [{ a: null }, {}],
    [{ a: undefined, b: 1 }, { c: 1 }],
    [null, {}],
    ['1', 1],
  ])
    expect(same(one, other)).toBe(false)
})

test.each<[words: string, edit: Edit]>([
  ['', {}],
  ['Add gis', edit([null, machine('gis')])],
  ['Add gis', edit([shop(), shop(component('gis'))], [null, machine('gis')])],
  ['Remove Web shop', edit([shop(component('gis')), null])],
  ['Rename web to www', edit([machine('web'), machine('web', { label: 'www' })])],
  ['Remove 3 machines', edit([machine('a'), null], [machine('b'), null], [machine('c'), null])],
  ['Move gis', edit([shop(component('gis')), shop(component('gis', { at: { x: 5, y: 5 } }))])],
  [
    'Put gis on pm',
    edit([shop(component('pm'), component('gis')), shop(component('pm'), component('gis', { on: 'component:pm', at: { x: 1, y: 1 } }))]),
  ],
  ['Put gis on this computer', edit([shop(component('gis', { on: 'component:pm' })), shop(component('gis'))])],
  [
    'Order gis',
    edit([shop(component('pm'), component('gis')), shop(component('pm'), component('gis', { after: [{ component: 'component:pm' }] }))]),
  ],
  ['Change when gis is ready', edit([shop(component('gis')), shop(component('gis', { ready: [{ kind: 'ssh-banner' }] }))])],
  [
    'Change the sessions of gis',
    edit([shop(component('gis')), shop(component('gis', { sessions: [{ id: 'session:t', name: 'terminal', plugin: 'cli' }] }))]),
  ],
  [
    'Move 2 things',
    edit([shop(component('a'), component('b')), shop(component('a', { at: { x: 1, y: 1 } }), component('b', { at: { x: 1, y: 1 } }))]),
  ],
  [
    'Change 2 things',
    edit([shop(component('a'), component('b')), shop(component('a', { at: { x: 1, y: 1 } }), component('b', { name: 'bb' }))]),
  ],
  ['Star Office morning', edit([morning(), morning({ starred: true })])],
  ['Arrange the windows of Office morning', edit([morning(), morning({ layouts: [{ name: 'desk' }] })])],
  ['Change web', edit([machine('web'), machine('web', { options: { memoryMiB: 1 } })])],
  ['Change Web shop', edit([shop(), { ...shop(), note: 'new' }])],
])('an edit is told as "%s"', (words, change) => {
  expect(describe(change)).toBe(words)
})
