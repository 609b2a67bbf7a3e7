import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Machine } from '../../shared/model/machine.ts'
import { machine } from './testing/samples.ts'
import { makeSearch } from './search.ts'

const found = (machines: readonly Machine[], text: string, limit = 100, offset = 0) => {
  const { machines: ids, total } = makeSearch().find(machines, text, limit, offset)
  return { total, names: ids.map((id) => id.slice('machine:'.length)).join(' ') }
}
const lab = [
  machine('web-10', { plugin: 'qemu', tags: ['lab', 'rack1'], options: { memory: 2048, disks: [{ file: '/images/web.qcow2' }] } }),
  machine('web-2', { plugin: 'qemu', tags: ['lab'], locator: { mac: '02:00:5e:00:00:02' } }),
  machine('cobweb', { plugin: 'xen', login: { user: 'admin', keys: [], knownHosts: null, secret: null } }),
  machine('old-web', { plugin: 'pm', locator: { tcp: '10.0.3.7' } }),
  machine('db', { label: 'Zürich DB', plugin: 'qemu', options: { note: 'feeds web' } }),
  machine('web', { plugin: 'sim' }),
]

test('the label itself comes first, then its beginning, then its words, then anything else; numbers count as numbers', () => {
  expect(found(lab, 'web')).toEqual({ total: 6, names: 'web web-2 web-10 old-web cobweb db' })
})

test.each([
  ['two words must both hold', 'web rack1', 'web-10'],
  ['a key narrows one field', 'plugin:qemu web', 'web-2 web-10 db'],
  ['a tag', 'tag:lab', 'web-2 web-10'],
  ['a field that holds the word only elsewhere does not count', 'label:lab', ''],
  ['a word of one letter', 'z', 'db'],
  ['case and accents make no difference', 'ZURICH', 'db'],
  ['an address with colons is plain text', '02:00:5e', 'web-2'],
  ['a part of an address', 'address:10.0.3', 'old-web'],
  ['an option by its name and value', 'memory:2048', 'web-10'],
  ['text deep inside options', 'qcow2', 'web-10'],
  ['the user of the login', 'user:admin', 'cobweb'],
  ['a phrase in quotes', '"feeds web"', 'db'],
  ['a phrase in quotes of one field', 'label:"zürich d"', 'db'],
  ['a quote that is still being typed', '"feeds w', 'db'],
  ['a key whose value is still being typed finds all', 'plugin:', 'cobweb old-web web web-2 web-10 db'],
  ['nothing finds all, by label', '  ', 'cobweb old-web web web-2 web-10 db'],
  ['a phrase does not reach over two fields', '"web qemu"', ''],
])('search: %s', (_, text, names) => {
  expect(found(lab, text).names).toBe(names)
})

test('a page is cut out of the whole order, and the total stays', () => {
  expect(found(lab, 'web', 2, 1)).toEqual({ total: 6, names: 'web-2 web-10' })
  expect(found(lab, 'web', 10, 6)).toEqual({ total: 6, names: '' })
})

test('an edit is seen by the next search', () => {
  const search = makeSearch()
  const before = [machine('a', { tags: ['x'] })]
  expect(search.find(before, 'tag:x', 9, 0).total).toBe(1)
  expect(search.find([machine('a', { tags: ['y'] })], 'tag:x', 9, 0).total).toBe(0)
})

test('exactly those machines are found of which every word is somewhere in the text', () => {
  const part = fc.constantFrom('web', 'db', 'x', 'ab', 'ba', '10', 'lab', 'qemu', '-')
  const text = fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => parts.join(''))
  const machines = fc
    .array(fc.record({ label: text, plugin: fc.constantFrom('qemu', 'xen'), tags: fc.array(text, { maxLength: 2 }), note: text }), {
      maxLength: 12,
    })
    .map((all) => all.map(({ note, ...fields }, index) => machine(`m${index}`, { ...fields, options: { note } })))
  const words = fc.array(fc.tuple(fc.constantFrom('', 'plugin:', 'tag:', 'label:'), text), { minLength: 1, maxLength: 3 })
  fc.assert(
    fc.property(machines, words, (all, asked) => {
      const holds = (each: Machine, [key, word]: [string, string]) => {
        const fields = { 'plugin:': [each.plugin], 'tag:': each.tags, 'label:': [each.label] }
        const texts =
          key === ''
            ? [each.id, each.label, each.plugin, ...each.tags, `note:${String(each.options['note'])}`]
            : fields[key as keyof typeof fields]
        return texts.some((field) => field.includes(word))
      }
      const expected = all.filter((each) => asked.every((word) => holds(each, word))).map((each) => each.id)
      const { machines: ids, total } = makeSearch().find(all, asked.map(([key, word]) => key + word).join(' '), 100, 0)
      expect(ids.toSorted()).toEqual(expected.toSorted())
      expect(total).toBe(expected.length)
    }),
  )
})
