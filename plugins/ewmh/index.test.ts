import { expect, test } from 'vitest'
import { desktopConformance } from '../conformance-desktop.ts'
import { ran, world } from '../conformance-shell.ts'
import { ewmh } from './index.ts'
import { readEdid } from './edid.ts'
import { showOf, sizesOf } from './hints.ts'
import { cookieIn } from './where.ts'

for (const { name, keep } of desktopConformance(ewmh)) test(name, keep)

/** Two entries as `od -An -v -tx1` prints them: for display 8, then for display 9. */
const authority = ` 01 00 00 03 62 6f 78 00 01 38 00 12 4d 49 54 2d
 4d 41 47 49 43 2d 43 4f 4f 4b 49 45 2d 31 00 02
 aa bb 01 00 00 03 62 6f 78 00 01 39 00 12 4d 49
 54 2d 4d 41 47 49 43 2d 43 4f 4f 4b 49 45 2d 31
 00 02 cc dd
`
const cookie = async (number: number, file: string) => {
  const { context } = world({ run: (program) => ran(program === 'uname' ? 'box\n' : file), peer: () => null })
  return cookieIn(context, '/x', { number, at: { path: '/x' } })
}

test('each display must be given its own cookie, and none what is not its own', async () => {
  expect(await cookie(9, authority)).toEqual(Uint8Array.of(0xcc, 0xdd))
  expect(await cookie(8, authority)).toEqual(Uint8Array.of(0xaa, 0xbb))
  expect(await cookie(1, authority)).toBeNull()
  expect(await cookie(9, authority.slice(0, 160))).toBeNull()
})

test('a terminal must tell its cells, and a window without hints must take any size', () => {
  const xterm = [0x170, 0, 0, 0, 0, 10, 17, 0, 0, 6, 13, 0, 0, 0, 0, 4, 4, 10]
  expect(sizesOf(xterm)).toEqual({
    base: { width: 4, height: 4 },
    step: { width: 6, height: 13 },
    least: { width: 10, height: 17 },
    most: { width: 32767, height: 32767 },
  })
  expect(sizesOf([])).toEqual({
    base: { width: 0, height: 0 },
    step: { width: 1, height: 1 },
    least: { width: 1, height: 1 },
    most: { width: 32767, height: 32767 },
  })
})

test('a window must count as maximised only when it is so both ways, and hidden before all', () => {
  const names = ['_NET_WM_STATE_HIDDEN', '_NET_WM_STATE_FULLSCREEN', '_NET_WM_STATE_MAXIMIZED_HORZ', '_NET_WM_STATE_MAXIMIZED_VERT']
  const atom = (name: string) => names.indexOf(name) + 1
  expect([[], [3], [3, 4], [2, 3, 4], [1, 3, 4]].map((states) => showOf(states, atom))).toEqual([
    'normal',
    'normal',
    'maximised',
    'fullscreen',
    'minimised',
  ])
})

test('a monitor must be known by maker, model and serial number, and broken data by nothing', () => {
  const edid = new Uint8Array(128)
  edid.set([0, 255, 255, 255, 255, 255, 255, 0, 0x10, 0xac, 0x2f, 0xa1, 0x39, 0x30, 0, 0])
  edid.set([0, 0, 0, 0xfc, 0, ...new TextEncoder().encode('DELL U2723QE\n')], 72)
  expect(readEdid(edid)).toEqual({ make: 'DEL', model: 'DELL U2723QE', serial: '12345' })
  edid.set([0, 0, 0, 0xff, 0, ...new TextEncoder().encode('7XK2Z\n       ')], 90)
  expect(readEdid(edid)).toEqual({ make: 'DEL', model: 'DELL U2723QE', serial: '7XK2Z' })
  expect(readEdid(edid.subarray(0, 100))).toEqual({ make: null, model: null, serial: null })
})
