import { expect, test } from 'vitest'
import { cookieFor } from './xauthority.ts'

const counted = (data: string) => {
  const length = Buffer.alloc(2)
  length.writeUInt16BE(Buffer.byteLength(data, 'latin1'))
  return Buffer.concat([length, Buffer.from(data, 'latin1')])
}
const entry = (family: number, address: string, number: string, data: string) => {
  const head = Buffer.alloc(2)
  head.writeUInt16BE(family)
  return Buffer.concat([head, counted(address), counted(number), counted('MIT-MAGIC-COOKIE-1'), counted(data)])
}
const found = (entries: readonly Buffer[], display: number) =>
  cookieFor(Buffer.concat(entries), display, 'desk')?.data.toString('latin1') ?? null

test('the cookie must be that of this host and this display', () => {
  const file = [entry(256, 'other', '0', 'other 0'), entry(256, 'desk', '1', 'desk 1'), entry(256, 'desk', '0', 'desk 0')]
  expect([found(file, 0), found(file, 1), found(file, 2)]).toEqual(['desk 0', 'desk 1', null])
})

test('an entry for any host must do where this one is not named, and one without a number for any display', () => {
  expect(found([entry(65_535, '', '', 'any')], 7)).toBe('any')
})

test('a file that ends in the middle must give what was whole', () => {
  const whole = entry(256, 'desk', '0', 'desk 0')
  expect(found([whole, entry(256, 'desk', '1', 'desk 1').subarray(0, 20)], 0)).toBe('desk 0')
  expect(found([whole.subarray(0, 9)], 0)).toBeNull()
})
