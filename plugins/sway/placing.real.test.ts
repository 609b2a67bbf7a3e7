import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Move } from '../../shared/plugin/desktop.ts'
import { openSwayDesk, type SwayDesk } from '../real/sway-desk.ts'
import { sway } from './index.ts'

const at = (id: string, x: number, y: number, width: number, height: number, more: Partial<Move> = {}): Move => ({
  id,
  bounds: { x, y, width, height },
  edge: 'content',
  desktop: null,
  show: 'normal',
  ...more,
})

let desk: SwayDesk
beforeAll(async () => {
  desk = await openSwayDesk()
})
afterAll(() => desk[Symbol.asyncDispose]())

test('three monitors must be seen where they are, and what sway cannot do must be said', async () => {
  const seen = await sway.screens(desk.context)
  expect(seen.map(({ name, x, width, height }) => `${name} ${width}x${height}+${x}`)).toEqual([
    'HEADLESS-1 1920x1080+0',
    'HEADLESS-2 1280x1024+1920',
    'HEADLESS-3 1280x1024+3200',
  ])
  const { problems, ...able } = await sway.can(desk.context)
  expect(able).toEqual({ positions: true, sizes: true, desktops: 'grows', shows: ['normal', 'minimised', 'fullscreen'] })
  expect(problems.map(({ code }) => code)).toEqual(['desktop.no-show'])
})

test('windows must go to the pixel, on every monitor and every desktop', async () => {
  const [one, two, three, four] = await desk.windowsOf(Array.from({ length: 4 }, () => desk.start('foot', 'sleep', '600')))
  if (!one || !two || !three || !four) throw new Error('four windows were opened')
  const placed = await sway.place(desk.context, [
    at(one.id, 101, 103, 301, 303, { desktop: 0 }),
    at(two.id, 2001, 77, 801, 503, { desktop: 2 }),
    at(three.id, 3300, 200, 640, 480, { desktop: 3, edge: 'frame' }),
    at(four.id, 700, 500, 804, 524, { desktop: 3 }),
  ])
  expect(placed.map(({ error, problems, window }) => [error, problems, window?.desktop])).toEqual([
    [0, [], 0],
    [0, [], 2],
    [0, [], 3],
    [0, [], 3],
  ])
  expect((await sway.desktops(desk.context)).names).toEqual(['1', '2', '3', '4'])
})

test('each show must come and go again; one that sway does not know must be reported', async () => {
  const [window] = await desk.windowsOf([desk.start('foot', 'sleep', '600')])
  const id = window?.id ?? ''
  for (const show of ['fullscreen', 'minimised', 'normal'] as const) {
    const [placed] = await sway.place(desk.context, [at(id, 2100, 150, 500, 400, { show, desktop: 2 })])
    expect([placed?.problems, placed?.window?.show]).toEqual([[], show])
    if (show === 'fullscreen') expect(placed?.window?.content).toEqual({ x: 1920, y: 0, width: 1280, height: 1024 })
    if (show === 'normal') expect(placed?.window?.content).toEqual({ x: 2100, y: 150, width: 500, height: 400 })
  }
  const [refused] = await sway.place(desk.context, [at(id, 2100, 150, 500, 400, { show: 'maximised' })])
  expect(refused?.problems.map(({ code }) => code)).toEqual(['window.show-refused'])
})

test('who watches must hear of a window that opens', async () => {
  const heard = Promise.withResolvers<void>()
  const over = new AbortController()
  const { ended } = await sway.watch({ ...desk.context, signal: over.signal }, heard.resolve)
  desk.start('foot', 'sleep', '600')
  await heard.promise
  over.abort(new Error('enough'))
  await ended
})
