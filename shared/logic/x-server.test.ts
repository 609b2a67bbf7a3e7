import { expect, test } from 'vitest'
import { cookieFor, readDisplay } from './x-server.ts'

const word = (number: number) => [number >> 8, number & 255]
const counted = (text: string) => [...word(text.length), ...Array.from(text, (letter) => letter.charCodeAt(0))]
const entry = (family: number, address: string, number: string, data: string) =>
  [word(family), ...[address, number, 'MIT-MAGIC-COOKIE-1', data].map(counted)].flat()
const found = (entries: readonly (readonly number[])[], display: number) => {
  const cookie = cookieFor(Uint8Array.from(entries.flat()), display, 'desk')
  return cookie && String.fromCharCode(...cookie.data)
}

test('every way to name a display must lead to its socket', () => {
  const names = [':0', 'unix:7.0', 'localhost:10.0', 'tcp/box:1', '[::1]:2', '/private/tmp/x:0', ':x', '', 'wayland-0']
  expect(names.map(readDisplay)).toEqual([
    { number: 0, at: { path: '/tmp/.X11-unix/X0' } },
    { number: 7, at: { path: '/tmp/.X11-unix/X7' } },
    { number: 10, at: { host: 'localhost', port: 6010 } },
    { number: 1, at: { host: 'box', port: 6001 } },
    { number: 2, at: { host: '::1', port: 6002 } },
    { number: 0, at: { path: '/private/tmp/x:0' } },
    null,
    null,
    null,
  ])
})

test('the cookie must be that of this host and this display', () => {
  const file = [entry(256, 'other', '0', 'other 0'), entry(256, 'desk', '1', 'desk 1'), entry(256, 'desk', '0', 'desk 0')]
  expect([found(file, 0), found(file, 1), found(file, 2)]).toEqual(['desk 0', 'desk 1', null])
})

test('an entry for any host must do where this one is not named, and one without a number for any display', () => {
  expect(found([entry(65_535, '', '', 'any')], 7)).toBe('any')
})

test('a file that ends in the middle must give what was whole', () => {
  const whole = entry(256, 'desk', '0', 'desk 0')
  expect(found([whole, entry(256, 'desk', '1', 'desk 1').slice(0, 20)], 0)).toBe('desk 0')
  expect(found([whole.slice(0, 9)], 0)).toBeNull()
})
