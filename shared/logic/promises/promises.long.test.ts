import { test } from 'vitest'
import { expectAllMet, real, tellStories } from './try.fixture.ts'

test('all promises of planner and loop are kept in 100,000 random stories, with failures, cancels, cuts and crashes', () => {
  const tally = tellStories(real, 100_000, 1_000_000)
  console.log(JSON.stringify(tally))
  expectAllMet(tally)
}, 900_000)
