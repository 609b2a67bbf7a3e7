import { expect, test } from 'vitest'
import type { DesktopWindow } from '../../plugin/desktop.ts'
import { capture } from './capture.ts'
import { boundsOf } from './fit.ts'

const screens = [
  { name: 'left', x: 0, y: 0, width: 1920, height: 1080 },
  { name: 'right', x: 1920, y: 100, width: 1280, height: 1024 },
]
const size = { width: 1, height: 1 }
const window = (id: string, x: number, y: number, width: number, height: number, more: Partial<DesktopWindow> = {}): DesktopWindow => ({
  ...{ id, pids: [], claims: null, host: null, title: id, kind: id, dialog: false, desktop: 1, show: 'normal' },
  content: { x, y, width, height },
  frame: { left: 1, right: 1, top: 20, bottom: 5 },
  sizes: { base: size, step: size, least: size, most: size },
  ...more,
})
const open = [
  window('terminal', 100, 50, 800, 600),
  window('viewer', 1900, 150, 640, 480, { desktop: null }),
  window('across', 1500, 300, 500, 400, { show: 'minimised' }),
  window('astray', 9000, 9000, 300, 200),
  window('password', 10, 10, 200, 100, { dialog: true }),
]

test('each window must be told on the screen that most of it is on, a dialog with none', () => {
  expect(
    capture(open, screens).map(({ window: { id }, placement: { screen, desktop, x, y, show } }) => [id, screen, desktop, x, y, show]),
  ).toEqual([
    ['terminal', 'left', 1, 100, 50, 'normal'],
    ['viewer', 'right', null, -20, 50, 'normal'],
    ['across', 'left', 1, 1500, 300, 'minimised'],
    ['astray', 'left', 1, 9000, 9000, 'normal'],
  ])
})

test('what was captured must lead back to the very same place', () => {
  expect(capture(open, screens).map(({ placement }) => boundsOf(placement, screens))).toEqual(
    open.slice(0, 4).map(({ content }) => content),
  )
  expect(capture(open, []).map(({ placement }) => boundsOf(placement, []))).toEqual(open.slice(0, 4).map(({ content }) => content))
})
