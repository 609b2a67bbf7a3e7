import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Placement, Screen } from '../../model/layout.ts'
import { boundsOf, inPx } from './fit.ts'
import { parseGeometry, showGeometry, WHOLE } from './geometry.ts'

const was: Placement = { screen: 'left', desktop: 2, x: 0, y: 0, width: 1268, height: 994, show: 'normal' }
const read = (text: string, unit?: 'px' | 'cells') => {
  const geometry = parseGeometry(text, WHOLE, unit)
  if ('misread' in geometry) throw new Error(`${text}: ${geometry.misread.at} ${geometry.misread.message}`)
  return geometry
}

/** Seven monitors in two rows, as the original's desk had: Screen3 to Screen6 above Screen0 to Screen2. */
const wall = [
  [0, 1024],
  [1280, 1024],
  [2560, 1024],
  [0, 0],
  [1280, 0],
  [2560, 0],
  [3840, 0],
].map(([x, y], index): Screen => Screen.parse({ name: `Screen${index}`, x, y, width: 1280, height: 1024 }))

const percent = (least: number) => fc.integer({ min: least, max: 10_000_000 }).map((value) => ({ percent: value / 10_000 }))
const lengths = fc.oneof(
  fc.integer({ min: 1, max: 100_000 }),
  percent(1),
  fc.integer({ min: 1, max: 10_000 }).map((cells) => ({ cells })),
)
const distances = fc.oneof(fc.integer({ min: -100_000, max: 100_000 }), percent(-10_000_000))
const offsets = fc.oneof(
  distances,
  distances.map((fromEnd) => ({ fromEnd })),
)
const names = fc.oneof(
  fc.string(),
  fc.constantFrom('left', 'A00', '*', '5', '-1', 'my: screen', '"', ' x ', '@2', 'normal', 'Maximized', '/etc'),
)
const places = fc.record({
  screen: fc.oneof(fc.constant(null), fc.integer({ min: -9, max: 99 }), names),
  desktop: fc.oneof(
    fc.constant(null),
    fc.integer({ min: -9, max: 99 }),
    names.filter((name) => name !== ''),
  ),
  x: offsets,
  y: offsets,
  width: lengths,
  height: lengths,
  show: fc.constantFrom('normal' as const, 'maximised' as const, 'minimised' as const, 'fullscreen' as const),
})
const layouts = fc.oneof(
  fc.constant(undefined),
  names.filter((name) => name !== ''),
)

test('what is shown must be read back as the same place, and shown the same way again', () => {
  fc.assert(
    fc.property(places, layouts, (placement, layout) => {
      const text = showGeometry(placement, layout)
      const geometry = layout === undefined ? { placement } : { placement, layout }
      expect(parseGeometry(text)).toEqual(geometry)
      expect(parseGeometry(` ${text} `)).toEqual(geometry)
      expect(Placement.parse(placement)).toEqual(placement)
    }),
  )
  expect(showGeometry(was)).toBe('1268x994+0+0:left:2')
})

test('what a person wrote must be shown in its one canonical form', () => {
  for (const [text, canonical] of [
    ['600X400+1+2', '600x400+1+2'],
    ['600×400', '600x400+0+0'],
    ['100%x100%+0+0:left', ':left'],
    [':left', ':left'],
    [':5', ':5'],
    ['640pxx48c-0+-040', '640x48c-0+-40'],
    ['33.3300%x50%+10%-5%:A10', '33.33%x50%+10%-5%:A10'],
    ['800x600--40+0', '800x600--40+0'],
    ['800x600+0+0:*:2', '800x600+0+0::2'],
    ['800x600+0+0::maximized:3', '800x600+0+0::3:maximised'],
    ['800x600+0+0:left:FULLSCREEN:@admin:ALL', '800x600+0+0:left:ALL:@admin:fullscreen'],
    ['1x1+0+0:"a:""b"""', '1x1+0+0:"a:""b"""'],
    ['1x1+0+0: left screen : 2', '1x1+0+0:left screen:2'],
    ['1x1+0+0:"left"', '1x1+0+0:left'],
    ['+5+6', '100%x100%+5+6'],
    [':normal', ':normal'],
  ] as const) {
    const { placement, layout } = read(text)
    expect(showGeometry(placement, layout), text).toBe(canonical)
  }
})

test('what is left out must stay as it was, and a screen alone must be all of it', () => {
  expect(parseGeometry('800x600', { ...was, x: 5, y: 6 })).toEqual({ placement: { ...was, width: 800, height: 600, x: 5, y: 6 } })
  expect(parseGeometry('+7-40', was)).toEqual({ placement: { ...was, x: 7, y: { fromEnd: 40 } } })
  expect(parseGeometry('800x600+-40+7:right', was)).toEqual({
    placement: { ...was, width: 800, height: 600, x: -40, y: 7, screen: 'right' },
  })
  expect(parseGeometry('::maximised', was)).toEqual({ placement: { ...was, show: 'maximised' } })
  expect(parseGeometry(':right', was)).toEqual({ placement: { ...WHOLE, screen: 'right', desktop: 2 } })
})

test('a text that is no geometry must say at which character, and what is expected there', () => {
  const told = (text: string, unit?: 'px' | 'cells') => {
    const geometry = parseGeometry(text, was, unit)
    return 'misread' in geometry ? `${geometry.misread.at}: ${geometry.misread.message}` : geometry
  }
  expect(
    [
      '',
      ':',
      '800y600',
      '800x',
      '800x+0+0',
      '0x600',
      '8.5x600',
      '800x0c',
      '0%x5%',
      '1001%x5%',
      '1.23456%x5%',
      '9999999999999999x1',
      '800x600+a+0',
      '800x600+10',
      '800x600+1.5+0',
      '800x600+0+0x',
      '800x600,left',
      '800x600+0+0:"left',
      '800x600+0+0:le"ft"',
      '800x600+0+0:left:2:3',
      '800x600+0+0:left:normal:minimised',
      '800x600+0+0:left:ALL:ALL',
      '800x600+0+0:left:@',
      '800x600+0+0:left:/etc/X11/xorg.conf',
      '2560+0:1',
    ].map((text) => told(text)),
  ).toMatchInlineSnapshot(`
    [
      "0: Expected a size such as 800x600, a place such as +0+0, or a screen such as :left.",
      "1: Expected a size such as 800x600, a place such as +0+0, or a screen such as :left.",
      "3: Expected x and the height, as in 800x600.",
      "4: Expected the height: a number, such as 600, 50% or 80c.",
      "4: Expected the height: a number, such as 600, 50% or 80c.",
      "0: The width of a window is at least 1.",
      "3: Expected %: only a percentage has decimals.",
      "4: The height of a window is at least 1 and at most 10000 characters.",
      "0: A percentage is a number from 0.0001 to 1000 here.",
      "0: A percentage is a number from 0.0001 to 1000 here.",
      "0: A percentage has at most four decimals.",
      "0: This number is too large.",
      "8: Expected a number after +, such as +40.",
      "10: Expected the place down: +0 from the upper edge or -0 from the lower one.",
      "11: Expected %: only a percentage has decimals.",
      "11: Expected : and a screen, or the end.",
      "7: Expected a place such as +0+0, or : and a screen.",
      "12: This quote is never closed.",
      "14: A quote may stand only at the beginning of a name, around all of it.",
      "19: There is a second desktop.",
      "24: There is a second state.",
      "21: There is a second layout.",
      "18: Expected the name of a desktop after @.",
      "17: Screens are not read from a file: name a layout that is known here.",
      "4: Expected x and the height, as in 800x600.",
    ]
  `)
  expect(told('99999x5', 'cells')).toMatchInlineSnapshot(`"0: The width of a window is at least 1 and at most 10000 characters."`)
})

test("the original's own examples must come to the places it says", () => {
  const at = (text: string, unit?: 'px' | 'cells') => boundsOf(read(text, unit).placement, wall)
  const place = { x: 2660, y: 100, width: 600, height: 400 }
  expect(at('600x400+2660+100')).toEqual(place)
  expect(at('600x400+100+100:5')).toEqual(place)
  expect(at('600x400+100+100:Screen5')).toEqual(place)
  expect(at('600x400+100+100:Screen5:ServerLayout')).toEqual(place)
  expect(read('600x400+100+100:Screen5:ServerLayout').layout).toBe('ServerLayout')
  expect(at(':5')).toEqual({ x: 2560, y: 0, width: 1280, height: 1024 })
  expect(at('1268x994:A01:ALL')).toEqual({ x: 0, y: 1024, width: 1268, height: 994 })
  expect(read('1268x994:A01:ALL').layout).toBe('ALL')
  expect(at('5120x1024:3')).toEqual({ x: 0, y: 0, width: 5120, height: 1024 })
  const terminal = read('80x13+0+800:A00', 'cells').placement
  expect(terminal).toMatchObject({ width: { cells: 80 }, height: { cells: 13 }, x: 0, y: 800, screen: 'A00' })
  expect(boundsOf(terminal, wall, { width: 10, height: 20, around: { width: 4, height: 6 } })).toEqual({
    x: 0,
    y: 800,
    width: 804,
    height: 266,
  })
  expect([10, 20, 30].map((i) => at(`${i}x100+${i}+100`))).toEqual([10, 20, 30].map((i) => ({ x: i, y: 100, width: i, height: 100 })))
})

test('each screen of the wall must be found by its column and row', () => {
  const at = (alias: string) => boundsOf({ ...WHOLE, screen: alias }, wall)
  expect(['A00', 'A10', 'A20', 'A30', 'A01', 'A11', 'A21'].map((alias) => [at(alias).x, at(alias).y])).toEqual(
    [3, 4, 5, 6, 0, 1, 2].map((index) => [wall[index]?.x, wall[index]?.y]),
  )
})

test('shares and edges are those of the screen, and without a screen those of the whole desktop', () => {
  const at = (text: string) => boundsOf(read(text).placement, wall)
  expect(at('50%x100%-0+0:Screen5')).toEqual({ x: 3200, y: 0, width: 640, height: 1024 })
  expect(at('600x400-10-20:Screen5')).toEqual({ x: 2560 + 1280 - 600 - 10, y: 1024 - 400 - 20, width: 600, height: 400 })
  expect(at('25%x25%+50%-25%:Screen0')).toEqual({ x: 640, y: 1024 + 512, width: 320, height: 256 })
  expect(at('600x400-0-0')).toEqual({ x: 5120 - 600, y: 2048 - 400, width: 600, height: 400 })
  expect(at('600x400+-40+-10:Screen5')).toMatchObject({ x: 2520, y: -10 })
})

test('a place in px stands where it stood, relative to its screen', () => {
  const { placement } = read('50%x50%-0-0:Screen4:2')
  expect(inPx(placement, wall)).toEqual({ screen: 'Screen4', desktop: 2, show: 'normal', x: 640, y: 512, width: 640, height: 512 })
  fc.assert(
    fc.property(places, (some) => {
      expect(boundsOf(inPx(some, wall), wall)).toEqual(boundsOf(some, wall))
      expect(inPx(some, wall)).toEqual(Placement.parse(inPx(some, wall)))
    }),
  )
})
