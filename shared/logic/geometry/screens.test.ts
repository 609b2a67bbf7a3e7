import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Layout, type LogicalScreen, Placement, type Screen } from '../../model/layout.ts'
import { recognise, variantFor } from './screens.ts'
import { standingOf } from './stand.ts'

const monitor = (name: string, x: number, width = 1920, height = 1080, more: Partial<Screen> = {}): Screen => ({
  name,
  x,
  y: 0,
  width,
  height,
  ...more,
})
const eizo = (serial?: string) => ({ make: 'ENC', model: 'EV2456', ...(serial !== undefined && { serial }) })
const found = (screens: readonly LogicalScreen[], present: readonly Screen[]) =>
  recognise(screens, present).map(
    ({ logical, present: there, by }) => `${logical.name} is ${there?.name ?? 'missing'}${by ? ` by ${by}` : ''}`,
  )

test('a monitor must be recognised by its serial wherever it is plugged in now', () => {
  const screens = [monitor('left', 0, 1920, 1200, eizo('1')), monitor('right', 1920, 1920, 1200, eizo('2'))]
  const swapped = [monitor('DP-1', 0, 1920, 1200, eizo('2')), monitor('DP-2', 1920, 1920, 1200, eizo('1'))]
  expect(found(screens, swapped)).toEqual(['left is DP-2 by serial', 'right is DP-1 by serial'])
})

test('a serial of another model must not count: some makers give all of them the same', () => {
  const screens = [
    monitor('left', 0, 1920, 1080, { make: 'AAA', model: 'a', serial: '0' }),
    monitor('right', 1920, 1920, 1080, { make: 'BBB', model: 'b', serial: '0' }),
  ]
  const present = [
    monitor('DP-1', 0, 1920, 1080, { make: 'BBB', model: 'b', serial: '0' }),
    monitor('DP-2', 1920, 1920, 1080, { make: 'AAA', model: 'a', serial: '0' }),
  ]
  expect(found(screens, present)).toEqual(['left is DP-2 by serial', 'right is DP-1 by serial'])
})

test('without a serial the model counts, then the size, then the turn from left to right', () => {
  const screens = [monitor('left', 0, 1920, 1200, eizo()), monitor('wide', 1920, 3840, 2160), monitor('small', 5760, 1366, 768)]
  const present = [monitor('eDP-1', 0, 1280, 800), monitor('HDMI-1', 1280, 3840, 2160), monitor('DP-1', 5120, 1920, 1200, eizo('77'))]
  expect(found(screens, present)).toEqual(['left is DP-1 by model', 'wide is HDMI-1 by size', 'small is eDP-1 by order'])
})

test('the surest is taken first for all: a screen like another must not take its monitor away', () => {
  const screens = [monitor('any', 0), monitor('mine', 1920, 1920, 1080, eizo('1'))]
  const present = [monitor('DP-1', 0, 1920, 1080, eizo('1'))]
  expect(found(screens, present)).toEqual(['any is missing', 'mine is DP-1 by serial'])
})

test('two that are alike are told by their names, else by their turn', () => {
  const alike = [monitor('HDMI-1', 0), monitor('DP-1', 1920)]
  expect(found([monitor('DP-1', 0), monitor('HDMI-1', 1920)], alike)).toEqual(['DP-1 is DP-1 by size', 'HDMI-1 is HDMI-1 by size'])
  expect(found([monitor('right', 1920), monitor('left', 0)], alike)).toEqual(['right is DP-1 by size', 'left is HDMI-1 by size'])
})

test('the variant must be the one made for the monitors that are there', () => {
  const layout = (name: string, ...screens: LogicalScreen[]) => Layout.parse({ name, screens })
  const desk = layout('desk', monitor('left', 0), monitor('right', 1920))
  const home = layout('home', monitor('left', 0))
  const train = layout('train', monitor('laptop', 0, 1366, 768))
  const any = layout('any')
  const layouts = [desk, home, train]
  const taken = (all: readonly Layout[], ...present: Screen[]) => variantFor(all, present)?.name ?? null
  expect(taken(layouts, monitor('a', 0), monitor('b', 1920))).toBe('desk')
  expect(taken(layouts, monitor('a', 0))).toBe('home')
  expect(taken(layouts, monitor('a', 0, 1366, 768))).toBe('train')
  expect(taken(layouts, monitor('a', 0, 800, 600))).toBe('home')
  expect(taken(layouts, monitor('a', 0), monitor('b', 1920), monitor('c', 3840))).toBe('desk')
  expect(taken([desk, any], monitor('a', 0))).toBe('any')
  expect(taken([any, desk], monitor('a', 0), monitor('b', 1920))).toBe('desk')
  expect(taken(layouts)).toBe('desk')
  expect(taken([])).toBeNull()
})

const placed = (screen: string | number | null, x = 960, more: Partial<Placement> = {}): Placement =>
  Placement.parse({ screen, x, y: 540, width: 480, height: 270, ...more })
const two = (missing?: LogicalScreen['missing']) =>
  Layout.parse({ screens: [monitor('left', 0), { ...monitor('right', 1920), ...(missing && { missing }) }] })

test('a window stands on its screen, whatever that is called now and wherever it stands', () => {
  const recabled = [monitor('DP-3', 0, 1280, 1024), monitor('DP-2', 1280), monitor('DP-1', 3200)]
  const { placement, missing } = standingOf(placed('right'), two(), recabled)
  expect(missing).toBeNull()
  expect(placement).toMatchObject({ screen: null, x: 3200 + 960, y: 540, width: 480, height: 270 })
})

test('a window of a missing screen goes where its fall-back says, at the same share of that screen', () => {
  const laptop = monitor('eDP-1', 0, 960, 540)
  const big = monitor('DP-1', 0)
  expect(standingOf(placed('right'), two('primary'), [big])).toMatchObject({
    missing: 'right',
    placement: { x: 960, y: 540, width: 480, show: 'normal' },
  })
  expect(standingOf(placed('right'), two({ screen: 'left' }), [big])).toMatchObject({ missing: 'right', placement: { x: 960, width: 480 } })
  expect(standingOf(placed('right'), two('minimised'), [big])).toMatchObject({ missing: 'right', placement: { show: 'minimised' } })
  const three = Layout.parse({ screens: [monitor('wide', 0, 3840, 2160), { ...monitor('right', 3840), missing: { screen: 'wide' } }] })
  expect(standingOf(placed('right'), three, [monitor('X', 0, 3840, 2160)])).toMatchObject({
    placement: { x: 1920, y: 1080, width: 960, height: 540 },
  })
  expect(standingOf(placed('right'), two(), [laptop])).toMatchObject({
    missing: 'right',
    placement: { x: 480, y: 270, width: 240, height: 135 },
  })
})

test('fall-backs that lead in a circle, or nowhere, end at the primary screen', () => {
  const circle = Layout.parse({
    screens: [
      monitor('one', 0),
      { ...monitor('two', 1920), missing: { screen: 'three' } },
      { ...monitor('three', 3840), missing: { screen: 'two' } },
      { ...monitor('four', 5760), missing: { screen: 'gone' } },
    ],
  })
  for (const name of ['two', 'three', 'four'])
    expect(standingOf(placed(name), circle, [monitor('DP-1', 0)])).toMatchObject({ missing: name, placement: { x: 960, y: 540 } })
})

test('a name that no layout knows is that of a monitor, or else said to be missing', () => {
  expect(standingOf(placed('DP-2'), two(), [monitor('DP-1', 0), monitor('DP-2', 1920)])).toMatchObject({
    missing: null,
    placement: { x: 2880 },
  })
  expect(standingOf(placed('DP-9'), null, [monitor('DP-1', 0)])).toMatchObject({ missing: 'DP-9', placement: { x: 960 } })
  expect(standingOf(placed(null, 100), two(), [monitor('DP-1', 0)])).toMatchObject({ missing: null, placement: { x: 100 } })
})

test('nothing ends up off screen, whatever was written', () => {
  const small = monitor('eDP-1', 0, 800, 600)
  const at = (placement: Placement) => standingOf(placement, two(), [small]).placement
  expect(at(placed('left', 5000))).toMatchObject({ x: 320, y: 330, width: 480, height: 270 })
  expect(at(placed('left', 0, { width: { percent: 300 }, height: { cells: 900 }, x: { fromEnd: -900 } }))).toMatchObject({
    x: 0,
    y: 0,
    width: 800,
    height: 600,
  })
})

test('however the monitors changed, every corner of every window is on one of them, and a second look changes nothing', () => {
  const px = (most: number) => fc.integer({ min: -most, max: most })
  const share = fc.integer({ min: -300, max: 300 }).map((percent) => ({ percent }))
  const lengths = fc.oneof(
    fc.integer({ min: 1, max: 5000 }),
    fc.integer({ min: 1, max: 300 }).map((percent) => ({ percent })),
    fc.integer({ min: 1, max: 400 }).map((cells) => ({ cells })),
  )
  const offsets = fc.oneof(
    px(5000),
    share,
    fc.oneof(px(3000), share).map((fromEnd) => ({ fromEnd })),
  )
  const names = fc.constantFrom('left', 'right', 'DP-1', 'A10', 'gone')
  const monitors = fc.record({
    name: names,
    x: px(3000),
    y: px(2000),
    width: fc.integer({ min: 320, max: 4000 }),
    height: fc.integer({ min: 200, max: 2400 }),
  })
  const missing = fc.oneof(fc.constantFrom('primary' as const, 'minimised' as const), fc.record({ screen: names }))
  const logical = fc.tuple(monitors, missing).map(([monitor, fallBack]) => ({ ...monitor, missing: fallBack }))
  const wanted = fc.record({
    screen: fc.oneof(names, fc.nat(3), fc.constant(null)),
    x: offsets,
    y: offsets,
    width: lengths,
    height: lengths,
  })
  fc.assert(
    fc.property(
      wanted,
      fc.array(logical, { maxLength: 3 }),
      fc.array(monitors, { minLength: 1, maxLength: 3 }),
      (some, screens, present) => {
        const layout = Layout.parse({ screens })
        const { placement } = standingOf(Placement.parse(some), layout, present)
        const { x, y, width, height } = placement
        const on = (px: number, py: number) =>
          present.some((screen) => px >= screen.x && px < screen.x + screen.width && py >= screen.y && py < screen.y + screen.height)
        expect([on(x, y), on(x + width - 1, y), on(x, y + height - 1), on(x + width - 1, y + height - 1)]).toEqual([true, true, true, true])
        expect(standingOf(placement, layout, present).placement).toEqual(placement)
      },
    ),
  )
})
