import { expect, test } from 'vitest'
import { GROUND } from '../../../shared/logic/layers.ts'
import { foldNest, nestOf } from '../../../shared/logic/nest.ts'
import { among, componentId as id, drawn } from '../../../shared/logic/nest.fixture.ts'
import { rowsOf } from './rows.ts'

const base = drawn('base', { gate: '', files: 'on gate' })
const lab = drawn('lab', { vm: '', pm1: '', xen: 'on pm1', gw: 'on xen', common: 'is base' })
const whole = nestOf(lab, among(lab, base))
const isGround = (one: string) => one === id('pm1')

test('hardware must come first, then this computer with all that stands on it', () => {
  const rows = rowsOf(whole, isGround, false)
  expect(rows.map(({ key, level, place, mates }) => [key, level, place, mates])).toEqual([
    [id('pm1'), 1, 1, 2],
    [id('xen'), 2, 1, 1],
    [id('gw'), 3, 1, 1],
    [GROUND, 1, 2, 2],
    [id('vm'), 2, 1, 2],
    [id('common'), 2, 2, 2],
    [id('gate'), 3, 1, 1],
    [id('files'), 4, 1, 1],
  ])
  expect(rows.map(({ under }) => rows[under]?.key ?? null)).toEqual([
    null,
    id('pm1'),
    id('xen'),
    null,
    GROUND,
    GROUND,
    id('common'),
    id('gate'),
  ])
})

test('what is folded away must have no row, and its carrier must say that it is folded', () => {
  const rows = rowsOf(foldNest(whole, new Set([id('pm1'), id('common')])), isGround, false)
  expect(rows.map(({ key, open }) => [key, open])).toEqual([
    [id('pm1'), false],
    [GROUND, true],
    [id('vm'), null],
    [id('common'), false],
  ])
  expect(rowsOf(whole, isGround, true).at(-1)).toMatchObject({ key: GROUND, open: false })
})
