import { expect, test } from 'vitest'
import { desktopConformance } from '../conformance-desktop.ts'
import { kwin } from './index.ts'
import { decode, encode, lengthOf } from './message.ts'
import { isWayland, monitorsIn, versionIn } from './read.ts'

for (const { name, keep } of desktopConformance(kwin)) test(name, keep)

test('a message must be read as what it was written as', () => {
  const bytes = encode({ kind: 1, serial: 7, to: ':1.4', path: '/a', interface: 'b.c', member: 'next', texts: ['grün', 'x'] })
  const view = new DataView(bytes.buffer)
  expect(lengthOf(view)).toBe(bytes.length)
  expect(decode(view)).toEqual({ kind: 1, serial: 7, answerTo: null, member: 'next', sender: '', first: 'grün' })
  const answer = encode({ kind: 2, serial: 8, to: ':1.4', answerTo: 7, texts: [] })
  expect(decode(new DataView(answer.buffer))).toEqual({ kind: 2, serial: 8, answerTo: 7, member: '', sender: '', first: null })
})

/** As KWin 5.27.5 tells it, shortened. */
const information = `KWin version: 5.27.5
Operation Mode: Wayland Only
Number of Screens: 2

Screen 0:
---------
Name: Virtual-1
Enabled: 1
Geometry: 1920,0,1280x1024
Scale: 1
Screen 1:
---------
Name: Virtual-0
Enabled: 1
Geometry: 0,0,1920x1080
Scale: 1
`

test('version, kind and monitors must be read from what KWin tells of itself', () => {
  expect([versionIn(information), isWayland(information)]).toEqual(['5.27.5', true])
  expect([versionIn('what?'), isWayland('Operation Mode: X11 only'), monitorsIn('what?')]).toEqual([null, false, []])
  expect(monitorsIn(information).map(({ name, x, width }) => [name, x, width])).toEqual([
    ['Virtual-0', 0, 1920],
    ['Virtual-1', 1920, 1280],
  ])
})
