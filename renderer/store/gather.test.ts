import { expect, test } from 'vitest'
import { gathering, type Frames } from './gather.ts'

/** A page whose time goes on only when it is told so; frames come every 16 ms. */
function page(cost: () => number) {
  let now = 0
  const due: { at: number; act: () => void }[] = []
  const frames: Frames = {
    now: () => now,
    next: (act) => void due.push({ at: (Math.floor(now / 16) + 1) * 16, act }),
    after: (ms, act) => void due.push({ at: now + ms, act }),
  }
  const taken: { at: number; all: readonly number[] }[] = []
  const gather = gathering<number>((all) => {
    taken.push({ at: now, all })
    now += cost()
  }, frames)
  const until = (time: number) => {
    for (;;) {
      const next = due.toSorted((a, b) => a.at - b.at)[0]
      if (!next || next.at > time) break
      due.splice(due.indexOf(next), 1)
      now = Math.max(now, next.at)
      next.act()
    }
    now = Math.max(now, time)
  }
  const draw = (ms: number) => {
    now += ms
  }
  return { taken, gather, until, draw }
}

test('what comes within one frame must be taken in together, at the next', () => {
  const { taken, gather, until } = page(() => 1)
  for (const one of [1, 2, 3]) gather(one)
  until(20)
  gather(4)
  until(40)
  expect(taken).toEqual([
    { at: 16, all: [1, 2, 3] },
    { at: 32, all: [4] },
  ])
})

test('where taking in is costly there must be time for other frames, and nothing may be lost', () => {
  const { taken, gather, until } = page(() => 40)
  for (let time = 0; time < 1_000; time += 10) {
    until(time)
    gather(time)
  }
  until(2_000)
  expect(taken.flatMap(({ all }) => all)).toEqual(Array.from({ length: 100 }, (_, at) => at * 10))
  const busy = 40 * taken.filter(({ at }) => at < 1_000).length
  expect(busy).toBeLessThan(300)
})

test('what is drawn after it was taken in must count as well', () => {
  const { taken, gather, until, draw } = page(() => 1)
  gather(1)
  until(16)
  draw(100)
  gather(2)
  until(300)
  gather(3)
  until(1_000)
  expect(taken.map(({ all }) => all)).toEqual([[1], [2, 3]])
  expect((taken[1]?.at ?? 0) - 117).toBeGreaterThanOrEqual(300)
})

test('nobody must wait longer than a second and a frame for what is new, however costly it is', () => {
  const { taken, gather, until } = page(() => 900)
  gather(1)
  until(20)
  gather(2)
  until(3_000)
  expect(taken.map(({ all }) => all)).toEqual([[1], [2]])
  expect((taken[1]?.at ?? 0) - 916).toBeLessThanOrEqual(1_000 + 16)
})
