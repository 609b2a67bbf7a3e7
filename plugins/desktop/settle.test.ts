import { expect, test } from 'vitest'
import type { Bounds, DesktopWindow, Move } from '../../shared/plugin/desktop.ts'
import { world } from '../conformance-shell.ts'
import { aimOf, corrected, nearest } from './aim.ts'
import { settle } from './settle.ts'

const any = {
  base: { width: 0, height: 0 },
  step: { width: 1, height: 1 },
  least: { width: 1, height: 1 },
  most: { width: 9999, height: 9999 },
}
const cells = { ...any, base: { width: 4, height: 4 }, step: { width: 6, height: 13 }, least: { width: 10, height: 17 } }
const window = (id: string, more: Partial<DesktopWindow> = {}): DesktopWindow => ({
  ...{ id, pids: [], claims: null, host: null, title: id, kind: id, dialog: false, desktop: 0, show: 'normal', sizes: any },
  content: { x: 0, y: 0, width: 100, height: 100 },
  frame: { left: 1, right: 1, top: 20, bottom: 5 },
  ...more,
})
const bounds = { x: 200, y: 100, width: 801, height: 503 }
const move = (id: string, more: Partial<Move> = {}): Move => ({ id, bounds, edge: 'content', desktop: null, show: 'normal', ...more })

/** A window manager that does with each ask what `does` says. */
function desk(windows: readonly DesktopWindow[], does: (is: DesktopWindow, asked: Move, aim: Bounds) => DesktopWindow) {
  const now = new Map(windows.map((each) => [each.id, each]))
  const asked: string[] = []
  return {
    asked,
    manager: 'wm',
    monitors: [{ x: 0, y: 0, width: 1920, height: 1080 }],
    look: async (ids: readonly string[]) => new Map([...now].filter(([id]) => ids.includes(id))),
    heard: async () => undefined,
    ask(wish: Move, is: DesktopWindow, aim: Bounds | null) {
      asked.push(`${wish.id} ${aim?.x},${aim?.y}`)
      if (aim) now.set(wish.id, does(is, wish, aim))
    },
  }
}
const obeys = (is: DesktopWindow, asked: Move, content: Bounds) => ({ ...is, content, desktop: asked.desktop, show: asked.show })
const { context } = world({ run: () => null, peer: () => null })

test('a window that is where it shall be must not be asked', async () => {
  const hands = desk([window('a', { content: bounds })], obeys)
  expect(await settle(context, [move('a')], hands)).toMatchObject([{ error: 0, problems: [] }])
  expect(hands.asked).toEqual([])
})

test('a window that its border pushed aside must be corrected by just so much', async () => {
  const hands = desk([window('a')], (is, asked, aim) => obeys(is, asked, { ...aim, x: aim.x + 1, y: aim.y + 1 }))
  expect(await settle(context, [move('a')], hands)).toMatchObject([{ error: 0, problems: [] }])
  expect(hands.asked).toEqual(['a 200,100', 'a 199,99'])
})

test('a window that has not moved yet must be asked for the same again', () => {
  expect(corrected(bounds, bounds, { ...bounds, x: 3200 })).toEqual(bounds)
})

test('with the frame meant, the content must be smaller by the frame', () => {
  expect(aimOf(move('a', { edge: 'frame' }), window('a'))).toEqual({ x: 201, y: 120, width: 799, height: 478 })
})

test('a terminal must come as near as its cells, and that must be said', async () => {
  expect(nearest(bounds, cells)).toEqual({ width: 796, height: 498 })
  const hands = desk([window('a', { sizes: cells })], (is, asked, aim) => obeys(is, asked, { ...aim, ...nearest(aim, cells) }))
  const [placed] = await settle(context, [move('a')], hands)
  expect(hands.asked).toHaveLength(1)
  expect([placed?.error, placed?.problems.map(({ code, message }) => `${code}: ${message}`)]).toEqual([
    5,
    ['window.size-steps: 801x503 became 796x498: its size changes in steps of 6x13, the cells of its text.'],
  ])
})

test('what a window manager refuses must be told, each thing by its own name, and keep the other windows from nothing', async () => {
  const hands = desk([window('a'), window('b')], (is, asked, aim) => (is.id === 'a' ? is : obeys(is, asked, aim)))
  const [a, b, c] = await settle(context, [move('a', { desktop: 2 }), move('b'), move('c')], hands)
  expect(a?.problems.map(({ code }) => code)).toEqual(['window.desktop-refused', 'window.size-refused', 'window.moved'])
  expect(b?.problems).toEqual([])
  expect([c?.window, c?.problems.map(({ code }) => code)]).toEqual([null, ['window.gone']])
})

test('a window of one size must say so', async () => {
  const one = { ...any, least: { width: 640, height: 480 }, most: { width: 640, height: 480 } }
  const hands = desk([window('a', { sizes: one })], (is, asked, aim) => obeys(is, asked, { ...aim, width: 640, height: 480 }))
  expect((await settle(context, [move('a')], hands))[0]?.problems.map(({ code }) => code)).toEqual(['window.fixed-size'])
})
