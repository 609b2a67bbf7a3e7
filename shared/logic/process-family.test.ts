import { expect, test } from 'vitest'
import { familyOf, readProcesses, shownBy } from './process-family.ts'
import type { DesktopWindow } from '../plugin/desktop.ts'

const rows = readProcesses(`
    1     0     1
   10     1    10
   11    10    10
   12    11    12
   13     1    10
   20     1    20
what?
`)

test('a process must be found with its children and theirs, and with what it left in the background', () => {
  expect([...familyOf(10, rows)].sort()).toEqual([10, 11, 12, 13])
  expect([...familyOf(11, rows)].sort()).toEqual([11, 12])
})

test('a process that is gone must still be known by what it left behind', () => {
  expect(
    [
      ...familyOf(
        10,
        rows.filter(({ pid }) => pid !== 10),
      ),
    ].sort(),
  ).toEqual([10, 11, 12, 13])
})

test('a window must belong to who holds it, whatever it claims, and dialogs come last', () => {
  const size = { width: 1, height: 1 }
  const window = (id: string, pid: number | null, dialog = false): DesktopWindow => ({
    id,
    pids: pid === null ? [] : [pid],
    claims: 10,
    dialog,
    host: null,
    title: id,
    kind: '',
    content: { x: 0, y: 0, ...size },
    frame: { left: 0, right: 0, top: 0, bottom: 0 },
    desktop: 0,
    show: 'normal',
    sizes: { base: size, step: size, least: size, most: size },
  })
  const all = [window('password', 12, true), window('stranger', 20), window('viewer', 12), window('nobody', null)]
  expect(shownBy(familyOf(10, rows), all).map(({ id }) => id)).toEqual(['viewer', 'password'])
})
