import { makePlan } from '../plan.ts'
import { doneBy } from '../retry.ts'
import { advance, newRun } from '../run.ts'
import { dice } from '../stack.fixture.ts'
import { takeBack } from '../take-back.ts'
import { Broken, nothingYet, type Loop, type Promised, type Tally } from './promise.fixture.ts'
import { keepPromises } from './story.fixture.ts'

/** What we ship. */
export const real: Loop = { makePlan, newRun, advance, takeBack, doneBy }

/** So many random stories, each from a seed of its own. Throws for the first promise that is not kept, with the seed that shows it. */
export function tellStories(loop: Loop, count: number, firstSeed: number): Tally {
  const tally = nothingYet()
  for (let seed = firstSeed; seed < firstSeed + count; seed++) {
    try {
      keepPromises(loop, dice(seed), tally)
    } catch (cause) {
      if (cause instanceof Broken) throw new Broken(cause.promised, `${cause.how} (story ${seed})`)
      throw cause
    }
  }
  return tally
}

/**
 * What a broken loop does: the promises that it breaks, each with the first story that shows it. Ends as soon as `until` is found; what
 * breaks without naming a promise counts as `null`.
 */
export function brokenIn(loop: Loop, count: number, firstSeed: number, until: Promised): Map<Promised | null, string> {
  const broken = new Map<Promised | null, string>()
  for (let seed = firstSeed; seed < firstSeed + count && !broken.has(until); seed++) {
    try {
      keepPromises(loop, dice(seed), nothingYet())
    } catch (cause) {
      const promised = cause instanceof Broken ? cause.promised : null
      if (!broken.has(promised)) broken.set(promised, `${cause instanceof Error ? cause.message : String(cause)} (story ${seed})`)
    }
  }
  return broken
}

/** Everything that may happen has happened in at least two of a hundred stories: the dice must not quietly become tame. */
export function expectAllMet(tally: Tally): void {
  for (const [what, count] of Object.entries(tally))
    if (count < tally.stacks / 50) throw new RangeError(`only ${count} times in ${tally.stacks} stories: ${what}`)
}
