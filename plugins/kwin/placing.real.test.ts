import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Move } from '../../shared/plugin/desktop.ts'
import { openKwinDesk, type KwinDesk } from '../real/kwin-desk.ts'
import { kwin } from './index.ts'

const at = (id: string, x: number, y: number, width: number, height: number, more: Partial<Move> = {}): Move => ({
  id,
  bounds: { x, y, width, height },
  edge: 'frame',
  desktop: null,
  show: 'normal',
  ...more,
})

let desk: KwinDesk
beforeAll(async () => {
  desk = await openKwinDesk()
})
afterAll(() => desk[Symbol.asyncDispose]())
const open = () => desk.start('zenity', '--text-info')

test('three monitors must be seen where they are, and nothing must be missing that a layout may ask for', async () => {
  const seen = await kwin.screens(desk.context)
  expect(seen.map(({ name, x, width, height }) => `${name} ${width}x${height}+${x}`)).toEqual([
    'Virtual-0 1920x1080+0',
    'Virtual-1 1920x1080+1920',
    'Virtual-2 1920x1080+3840',
  ])
  expect(await kwin.can(desk.context)).toMatchObject({ desktops: 'grows', problems: [] })
})

test('Wayland windows must go to the pixel, on every monitor and on desktops that are not there yet', async () => {
  const [one, two, three] = await desk.windowsOf([open(), open(), open()])
  if (!one || !two || !three) throw new Error('three windows were opened')
  const placed = await kwin.place(desk.context, [
    at(one.id, 101, 103, 401, 403, { desktop: 0 }),
    at(two.id, 2001, 77, 801, 503, { desktop: 2 }),
    at(three.id, 4300, 200, 640, 480, { desktop: 3, edge: 'content' }),
  ])
  expect(placed.map(({ error, problems, window }) => [error, problems, window?.desktop])).toEqual([
    [0, [], 0],
    [0, [], 2],
    [0, [], 3],
  ])
  expect((await kwin.desktops(desk.context)).names).toHaveLength(4)
})

test('each show must come, on the monitor that was meant, and go again to where it was', async () => {
  const [window] = await desk.windowsOf([open()])
  const id = window?.id ?? ''
  for (const show of ['maximised', 'fullscreen', 'minimised', 'normal'] as const) {
    const [placed] = await kwin.place(desk.context, [at(id, 2100, 150, 500, 400, { show, desktop: 0 })])
    expect([placed?.problems, placed?.window?.show, placed?.error]).toEqual([[], show, 0])
  }
})

test('who watches must hear of a window that opens', async () => {
  const heard = Promise.withResolvers<void>()
  const over = new AbortController()
  const context = { ...desk.context, signal: over.signal }
  const { ended } = await kwin.watch({ ...context, sleep: (ms) => desk.context.sleep(ms / 10) }, heard.resolve)
  open()
  await heard.promise
  over.abort(new Error('enough'))
  await ended
})
