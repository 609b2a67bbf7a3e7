import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Address } from '../model/address.ts'
import { parseAddress, showAddress } from './address.ts'

const read = (text: string) => {
  const parsed = parseAddress(text)
  return parsed.ok ? parsed.address : [parsed.at, parsed.problem.message]
}
const uuid = '123e4567-e89b-42d3-a456-426614174000'

test.each<[text: string, address: Address]>([
  ['pm1', { levels: [{ label: 'pm1' }] }],
  ['pm1[xen1][gis]', { levels: [{ label: 'pm1' }, { label: 'xen1' }, { label: 'gis' }] }],
  ['root@pm1[gis]:2222', { user: 'root', port: 2222, levels: [{ label: 'pm1' }, { label: 'gis' }] }],
  ['host1[l:domU1][p:/vm/q3/q3.ctys]', { levels: [{ label: 'host1' }, { label: 'domU1' }, { id: '/vm/q3/q3.ctys' }] }],
  ['pm1[LABEL:gis,TCP:10.0.0.7]', { levels: [{ label: 'pm1' }, { label: 'gis', tcp: '10.0.0.7' }] }],
  ['[TCP:fe80::1,MAC:52:54:00:12:34:56]:22', { port: 22, levels: [{ tcp: 'fe80::1', mac: '52:54:00:12:34:56' }] }],
  ['pm1[gis,b:/vm%/srv/vm]', { levels: [{ label: 'pm1' }, { label: 'gis', base: ['/vm', '/srv/vm'] }] }],
  ['pm1[ gis, t: "10.0.0.7" ]', { levels: [{ label: 'pm1' }, { label: 'gis', tcp: '10.0.0.7' }] }],
  [`pm1[uuid:${uuid}]`, { levels: [{ label: 'pm1' }, { uuid }] }],
  ['"me@corp"@"my host"["a:b, c"]', { user: 'me@corp', levels: [{ label: 'my host' }, { label: 'a:b, c' }] }],
  ['pm1[F:C:\\vm\\web.vmx]', { levels: [{ label: 'pm1' }, { file: 'C:\\vm\\web.vmx' }] }],
])('%s is read', (text, address) => {
  expect(read(text)).toEqual(address)
})

test.each<[text: string, at: number, message: string]>([
  ['', 0, 'Here a machine is missing.'],
  ['root@', 5, 'Here a machine is missing.'],
  ['pm1[gis', 3, 'This bracket is never closed.'],
  ['pm1[]', 4, 'A level needs a name.'],
  ['pm1[gis]x', 8, 'x cannot stand here.'],
  ['pm1 [gis]', 3, '  cannot stand here.'],
  ['pm1[gis][', 9, 'A level needs a name.'],
  ['pm1[TCP:]', 8, 'TCP needs a value.'],
  ['pm1[COLOUR:red]', 4, 'There is no key COLOUR.'],
  ['pm1[a,L:b]', 6, 'This level has a second label.'],
  ['pm1[a[b]]', 5, '[ cannot stand here; put the name in double quotes.'],
  ['pm1["a]', 4, 'This quote is never closed.'],
  ['pm1[a"b]', 5, 'A quote may stand only at the beginning'],
  ['pm1[gis,UUID:123]', 8, 'uuid: Invalid UUID.'],
  ['pm1:0', 4, 'A port is a number from 1 to 65535.'],
  ['pm1:22x', 4, 'A port is a number'],
  ['pm1:65536', 4, 'A port is a number'],
  ['@pm1', 0, '@ cannot be the beginning of a machine.'],
])('in "%s" the character %i is pointed at', (text, at, message) => {
  const parsed = parseAddress(text)
  expect(parsed).toMatchObject({
    ok: false,
    at,
    problem: { code: 'address.syntax', message: expect.stringContaining(`At character ${at + 1}: ${message}`) },
  })
  expect(!parsed.ok && parsed.problem.detail?.split('\n')).toEqual([text, `${' '.repeat(at)}^`])
})

test('what is shown must be read as the same address, whatever the names', () => {
  const word = fc.oneof(fc.string({ maxLength: 8 }), fc.string({ unit: fc.constantFrom(...'[]",:%@ aL\\'), maxLength: 6 }))
  const level = fc
    .record(
      { label: word, id: word, uuid: fc.uuid({ version: 4 }), mac: word, tcp: word, file: word, base: fc.array(word, { maxLength: 3 }) },
      { requiredKeys: [] },
    )
    .filter((locator) => Object.keys(locator).length > 0)
  const addresses = fc.record(
    { levels: fc.array(level, { minLength: 1, maxLength: 4 }), user: word, port: fc.integer({ min: 1, max: 65_535 }) },
    { requiredKeys: ['levels'] },
  )
  fc.assert(
    fc.property(addresses, (some) => {
      const address = Address.parse(some)
      expect(read(showAddress(address))).toEqual(address)
    }),
    { numRuns: 1_000 },
  )
})

test('no text makes the reader stumble', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'[]",:%@ abL1'), maxLength: 20 }), (text) => {
      const parsed = parseAddress(text)
      if (parsed.ok) expect(read(showAddress(parsed.address))).toEqual(parsed.address)
      else expect(parsed.at).toBeLessThanOrEqual(text.length)
    }),
    { numRuns: 3_000 },
  )
})

test('an address is shown as short as it can be', () => {
  expect(showAddress({ levels: [{ label: 'pm1' }, { label: 'gis' }], user: 'root', port: 22 })).toBe('root@pm1[gis]:22')
  expect(showAddress({ levels: [{ label: 'pm1', tcp: '10.0.0.1' }, { label: 'a:b' }] })).toBe('[LABEL:pm1,TCP:10.0.0.1][LABEL:a:b]')
})
