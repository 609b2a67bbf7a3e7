#!/usr/bin/env node
import { enterOrExplain } from './run.mjs'

/** The command `ctys`: calls of the original, read by a verb of `servicecomposer`. */
await enterOrExplain('servicecomposer', ['ctys', ...process.argv.slice(2)])
