import { expect, test } from 'vitest'
import type { DesktopWindow, Monitor, Move } from '../../shared/plugin/desktop.ts'
import { desktopConformance } from '../conformance-desktop.ts'
import { sway } from './index.ts'
import { commandsFor } from './place.ts'
import { Node } from './said.ts'
import { desktopOf, windowsOf, workspaceOf } from './windows.ts'

for (const { name, keep } of desktopConformance(sway)) test(name, keep)

test('each desktop must be one workspace of every monitor, and be read as what it was written as', () => {
  const all = [0, 1, 2, 3].map((desktop) => [0, 1, 2].map((monitor) => workspaceOf(desktop, monitor, 3)))
  expect(all).toEqual([
    [1, 2, 3],
    [4, 5, 6],
    [7, 8, 9],
    [10, 11, 12],
  ])
  expect(all.map((each) => each.map((workspace) => desktopOf(workspace, 3)))).toEqual(
    [0, 1, 2, 3].map((desktop) => [desktop, desktop, desktop]),
  )
})

/** As sway 1.7 tells it, without what is not read. */
const rect = (x: number, y: number, width: number, height: number) => ({ x, y, width, height })
const none = rect(0, 0, 0, 0)
const window = { type: 'floating_con', rect: rect(2000, 100, 805, 505), deco_rect: rect(0, 0, 805, 23), window_rect: rect(2, 0, 801, 503) }
const tree = Node.parse({
  id: 1,
  type: 'root',
  rect: none,
  deco_rect: none,
  window_rect: none,
  nodes: [
    {
      ...{ id: 3, type: 'workspace', name: '6', num: 6, rect: none, deco_rect: none, window_rect: none },
      floating_nodes: [{ ...window, id: 12, pid: 4711, name: 'shell', app_id: 'foot', fullscreen_mode: 0 }],
    },
    {
      ...{ id: 4, type: 'workspace', name: '__i3_scratch', num: -1, rect: none, deco_rect: none, window_rect: none },
      floating_nodes: [{ ...window, id: 9, pid: 4712, name: 'hidden', app_id: null, window_properties: { class: 'XTerm' } }],
    },
  ],
})

test('a window must be read with its content, its frame, its desktop and its process', () => {
  const [hidden, shell] = windowsOf(tree, 3)
  expect(shell).toMatchObject({
    ...{ id: '12', pids: [4711], title: 'shell', kind: 'foot', show: 'normal', desktop: 1 },
    content: { x: 2002, y: 100, width: 801, height: 503 },
    frame: { left: 2, right: 2, top: 23, bottom: 2 },
  })
  expect(hidden).toMatchObject({ id: '9', kind: 'XTerm', show: 'minimised', desktop: null })
})

test('a window must be placed before it goes to its workspace, which is that of its monitor', () => {
  const monitor = (name: string, x: number): Monitor => ({
    name,
    x,
    y: 0,
    width: 1920,
    height: 1080,
    primary: false,
    make: null,
    model: null,
    serial: null,
  })
  const move: Move = { id: '12', bounds: rect(2000, 100, 801, 503), edge: 'content', desktop: 2, show: 'normal' }
  const is: DesktopWindow | undefined = windowsOf(tree, 2)[1]
  expect(is && commandsFor(move, is, move.bounds, [monitor('DP-1', 0), monitor('DP-2', 1920)])).toBe(
    '[con_id=12] floating enable, resize set 805 px 528 px, move absolute position 1998 px 77 px, move container to workspace number 6',
  )
})
