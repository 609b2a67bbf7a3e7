import { expect, test } from 'vitest'
import { fileName } from './saveFile.ts'

test('a picture must be named after its session and when it was taken', () => {
  expect(fileName('gis, VNC console', new Date(2026, 2, 1, 14, 5, 9), 'png')).toBe('gis-VNC-console-2026-03-01-14-05-09.png')
})

test('no name may leave its folder or be empty', () => {
  expect(fileName('../../etc: Küche', new Date(2026, 0, 2, 3, 4, 5), 'txt')).toBe('etc-Küche-2026-01-02-03-04-05.txt')
  expect(fileName('…', new Date(2026, 0, 2, 3, 4, 5), 'txt')).toBe('session-2026-01-02-03-04-05.txt')
})
