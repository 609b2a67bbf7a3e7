import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Move } from '../../shared/plugin/desktop.ts'
import { managers, monitors, openXDesk, type Manager, type XDesk } from '../real/x-desk.ts'
import { ewmh } from './index.ts'

const all = Object.keys(managers).filter((name): name is Manager => name in managers)
const at = (id: string, x: number, y: number, width: number, height: number, more: Partial<Move> = {}): Move => ({
  id,
  bounds: { x, y, width, height },
  edge: 'content',
  desktop: null,
  show: 'normal',
  ...more,
})

describe.each(all)('%s', (manager) => {
  let desk: XDesk
  beforeAll(async () => {
    desk = await openXDesk(manager)
  })
  afterAll(() => desk[Symbol.asyncDispose]())

  test('three monitors must be seen where they are, and nothing must be missing that a layout may ask for', async () => {
    const seen = await ewmh.screens(desk.context)
    expect(seen.map(({ name, x, y, width, height }) => ({ name, x, y, width, height }))).toEqual(monitors)
    expect(await ewmh.can(desk.context)).toEqual({
      positions: true,
      sizes: true,
      desktops: 'grows',
      shows: ['normal', 'minimised', 'maximised', 'fullscreen'],
      problems: [],
    })
  })

  test('windows must go to the pixel, on every monitor and on a desktop that is not there yet; terminals as near as their cells', async () => {
    const processes = [desk.start('xclock'), desk.start('xclock'), desk.start('xclock'), desk.start('xterm', '-e', 'sleep', '600')]
    const [one, two, three, terminal] = await desk.windowsOf(processes)
    if (!one || !two || !three || !terminal) throw new Error('four windows were opened')
    const placed = await ewmh.place(desk.context, [
      at(one.id, 101, 103, 301, 303, { desktop: 0 }),
      at(two.id, 2001, 77, 801, 503, { desktop: 2 }),
      at(three.id, 3300, 200, 640, 480, { desktop: 3, edge: 'frame' }),
      at(terminal.id, 700, 500, 802, 524, { desktop: 3 }),
    ])
    expect(placed.map(({ error, problems }) => ({ error, problems: problems.map(({ code }) => code) }))).toEqual(
      Array.from({ length: 4 }, () => ({ error: 0, problems: [] })),
    )
    expect(placed.map(({ window }) => window?.desktop)).toEqual([0, 2, 3, 3])
    expect((await ewmh.desktops(desk.context)).names).toHaveLength(4)

    const [odd] = await ewmh.place(desk.context, [at(terminal.id, 700, 500, 801, 503)])
    expect(odd?.window?.content).toMatchObject({ x: 700, y: 500 })
    if (odd?.error !== 0) expect(odd?.problems.map(({ code }) => code)).toEqual(['window.size-steps'])
  })

  test.each([0, 2])('on desktop %i each show must come, on the monitor that was meant, and go again to where it was', async (desktop) => {
    const [terminal] = await desk.windowsOf([desk.start('xterm', '-e', 'sleep', '600')])
    const id = terminal?.id ?? ''
    for (const show of ['maximised', 'fullscreen', 'minimised', 'normal'] as const) {
      const [placed] = await ewmh.place(desk.context, [at(id, 2100, 150, 802, 524, { show, desktop })])
      expect([placed?.problems, placed?.window?.show, placed?.window?.desktop]).toEqual([[], show, desktop])
      if (show === 'fullscreen') expect(placed?.window?.content).toMatchObject({ x: 1920, y: 0 })
      if (show === 'normal') expect(placed?.window?.content).toEqual({ x: 2100, y: 150, width: 802, height: 524 })
    }
  })
})
