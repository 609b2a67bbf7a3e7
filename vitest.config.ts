import { defineConfig } from 'vitest/config'

const everywhere = ['shared', 'plugins', 'electron', 'renderer', 'build']
const named = (ending: string) => everywhere.map((folder) => `${folder}/**/*.${ending}`)
const real = named('real.test.ts')
const long = named('long.test.ts')

const MINUTE_MS = 60_000

/**
 * Three kinds of test. `unit` is pure and quick, a minute is for computers that are busy. `real` boots machines and starts servers, two files at a time, each test with two
 * minutes. `long` are those that take over about a minute, one file at a time, each with fifteen; `npm test` leaves them out.
 */
export default defineConfig({
  test: {
    teardownTimeout: 30_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: named('test.{ts,tsx}'),
          exclude: [...real, ...long],
          testTimeout: MINUTE_MS,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'real',
          include: real,
          pool: 'forks',
          maxWorkers: 2,
          testTimeout: 2 * MINUTE_MS,
          hookTimeout: 2 * MINUTE_MS,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: 'long',
          include: long,
          pool: 'forks',
          maxWorkers: 1,
          testTimeout: 15 * MINUTE_MS,
          hookTimeout: 15 * MINUTE_MS,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
})
