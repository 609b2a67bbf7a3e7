import { expect, test } from 'vitest'
import type { Monitor } from '../../plugin/desktop.ts'
import { screensHere } from './screens-here.ts'

const eizo: Monitor = { name: 'DP-1', x: 0, y: 0, width: 1920, height: 1200, primary: true, make: 'ENC', model: 'EV2456', serial: '1' }
const other: Monitor = { name: 'DP-2', x: 1920, y: 0, width: 1280, height: 1024, primary: false, make: null, model: null, serial: null }
const first = { name: 'DP-1', x: 0, y: 0, width: 1920, height: 1200, primary: true, make: 'ENC', model: 'EV2456', serial: '1' }
const second = { name: 'DP-2', x: 1920, y: 0, width: 1280, height: 1024 }

test('a desk that knows all screens hears from the monitors only what they are', () => {
  const own = [
    { name: 'left', x: 0, y: 0, width: 1920, height: 1200 },
    { name: 'right', x: 1920, y: 0, width: 1280, height: 1024 },
  ]
  expect(screensHere(own, [eizo, other])).toEqual([{ ...first, name: 'left' }, own[1]])
  expect(screensHere(own, [])).toEqual(own)
})

test('a desk that sees only the screen its windows are on, or none yet, hears of all', () => {
  expect(screensHere([{ name: 'screen', x: 0, y: 0, width: 1280, height: 1024 }], [eizo, other])).toEqual([first, second])
  expect(screensHere([{ name: 'screen', x: 0, y: 0, width: 3200, height: 1200 }], [eizo, other])).toEqual([first, second])
  expect(screensHere([], [eizo, other])).toEqual([first, second])
})

test('monitors that measure in other px do not count', () => {
  const scaled = [{ name: 'screen', x: 0, y: 0, width: 960, height: 600 }]
  expect(screensHere(scaled, [eizo, other])).toEqual(scaled)
  expect(screensHere(scaled, [eizo])).toEqual(scaled)
})
