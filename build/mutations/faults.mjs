import { backFaults } from './back.mjs'
import { loopFaults } from './loop.mjs'
import { planFaults } from './plan.mjs'

/**
 * One deliberate fault: `find` stands once in the file (its path from `shared/`), and with `replace` in its place the promise of that name
 * must be seen to break. `unseen` says why it cannot be, where that is so.
 *
 * @typedef {{ what: string, promise: import('../../shared/logic/promises/promise.fixture.ts').Promised, file: string,
 *   find: string, replace: string, unseen?: string }} Fault
 */

/** @type {readonly Fault[]} */
export const faults = [...loopFaults, ...planFaults, ...backFaults]
