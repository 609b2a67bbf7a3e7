import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Lists } from './lists.ts'
import { along, atOnce, sorted, type Paced } from './paced.ts'
import { makePlan, makingPlan } from './plan.ts'
import { inputFor, membersFrom } from './stack.fixture.ts'

/** Carries the work out and counts how often it could have been laid down. */
function inPieces<T>(work: Paced<T>): { result: T; pieces: number } {
  for (let pieces = 1; ; pieces++) {
    const next = work.next()
    if (next.done) return { result: next.value, pieces }
  }
}

test('a large plan must be made in many small pieces, and be the same as in one', () => {
  const members = membersFrom(Object.fromEntries(Array.from({ length: 3_000 }, (_, at) => [`m${at}`, at % 4 === 0 ? '' : `on m${at - 1}`])))
  for (const goal of ['up', 'down'] as const) {
    const { result, pieces } = inPieces(makingPlan(inputFor(members, goal)))
    expect(result).toEqual(makePlan(inputFor(members, goal)))
    expect(pieces).toBeGreaterThan(3 * 5)
  }
})

test('texts that are sorted in pieces must come as they do in one', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ maxLength: 3 }), { maxLength: 3_000, size: 'max' }), (texts) => {
      expect(atOnce(sorted(texts))).toEqual(texts.toSorted())
    }),
    { numRuns: 20 },
  )
})

test('what a list gains while it is walked must be walked too', () => {
  const list = [0]
  atOnce(along(list, (one) => one < 1_700 && list.push(one + 1)))
  expect(list).toHaveLength(1_701)
})

test('many lists in one must hold what each was given, in its order', () => {
  const pairs = fc.array(fc.tuple(fc.nat(20), fc.nat(99)), { maxLength: 60 })
  fc.assert(
    fc.property(pairs, (given) => {
      const lists = Lists.of(
        21,
        given.map(([owner]) => owner),
        given.map(([, value]) => value),
      )
      for (let list = 0; list <= 20; list++) {
        const own = given.flatMap(([owner, value]) => (owner === list ? [value] : []))
        expect([...lists.get(list)]).toEqual(own)
        expect(lists.sizeOf(list)).toBe(own.length)
      }
    }),
  )
})
