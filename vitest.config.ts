import { defineConfig } from 'vitest/config'

const everywhere = ['shared', 'plugins', 'electron', 'renderer', 'build']
const tests = everywhere.map((folder) => `${folder}/**/*.test.{ts,tsx}`)
const real = everywhere.map((folder) => `${folder}/**/*.real.test.ts`)

/** Two kinds of test: `unit` is pure and quick; `real` boots machines and starts servers, two files at a time, each with two minutes. */
export default defineConfig({
  test: {
    teardownTimeout: 30_000,
    projects: [
      { extends: true, test: { name: 'unit', include: tests, exclude: real, sequence: { groupOrder: 0 } } },
      {
        extends: true,
        test: {
          name: 'real',
          include: real,
          pool: 'forks',
          maxWorkers: 2,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
})
