import { expect, test } from 'vitest'
import { matches } from './packages.mjs'

const zod = { version: '4.6.7', integrity: 'sha512-a' }
const forMac = { version: '1.0.0', integrity: 'sha512-b', optional: true }
const wished = { '': {}, 'node_modules/zod': zod, 'node_modules/for-mac': forMac }

test('an install must count as done when only packages for other systems are missing', () => {
  expect(matches(wished, { 'node_modules/zod': zod })).toBe(true)
  expect(matches(wished, { 'node_modules/zod': zod, 'node_modules/for-mac': forMac })).toBe(true)
})

test.each([
  ['nothing is installed', {}],
  ['a version differs', { 'node_modules/zod': { ...zod, version: '4.6.6' } }],
  ['the bytes differ', { 'node_modules/zod': { ...zod, integrity: 'sha512-c' } }],
  ['something is too much', { 'node_modules/zod': zod, 'node_modules/stray': zod }],
])('an install must be done again when %s', (_why, installed) => {
  expect(matches(wished, installed)).toBe(false)
})
