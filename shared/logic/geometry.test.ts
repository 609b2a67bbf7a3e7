import { expect, test } from 'vitest'
import type { Placement } from '../model/layout.ts'
import { parseGeometry, showGeometry } from './geometry.ts'

const was: Placement = { screen: 'left', desktop: 2, x: 0, y: 0, width: 1268, height: 994, show: 'normal' }

test('what is shown must be read back as the same placement', () => {
  for (const placement of [
    was,
    { ...was, x: -40, y: 12, desktop: null },
    { ...was, screen: 1, desktop: 0 },
    { ...was, screen: 0, desktop: null },
  ]) {
    expect(parseGeometry(showGeometry(placement), { ...placement, x: 1, y: 1, width: 1, height: 1 })).toEqual({ placement })
  }
  expect(showGeometry(was)).toBe('1268x994+0+0:left:2')
})

test('what is left out must stay as it was', () => {
  expect(parseGeometry('800x600', { ...was, x: 5, y: 6 })).toEqual({ placement: { ...was, width: 800, height: 600, x: 5, y: 6 } })
  expect(parseGeometry('800x600-40+7:right', was)).toEqual({
    placement: { ...was, width: 800, height: 600, x: -40, y: 7, screen: 'right' },
  })
})

test('a text that is no geometry must say at which character', () => {
  expect(parseGeometry('800y600', was)).toMatchObject({ misread: { at: 3 } })
  expect(parseGeometry('800x600+a+0', was)).toMatchObject({ misread: { at: 8 } })
  expect(parseGeometry('0x600', was)).toMatchObject({ misread: { at: 0 } })
  expect(parseGeometry('800x600+0+0:left:two', was)).toMatchObject({ misread: { at: 17 } })
  expect(parseGeometry('', was)).toMatchObject({ misread: { at: 0 } })
})
