import { expect, test } from 'vitest'
import { isEnough } from './node.mjs'

test.each(['v22.18.0', 'v22.22.3', 'v23.6.0', 'v24.0.0', 'v24.21.0', 'v26.1.0'])('%s must be taken as it is', (version) => {
  expect(isEnough(version)).toBe(true)
})

test.each(['v18.20.8', 'v20.20.2', 'v22.17.1', 'v23.5.0'])('%s must be replaced: it cannot read TypeScript', (version) => {
  expect(isEnough(version)).toBe(false)
})
