#!/usr/bin/env node
import { enterOrExplain } from './run.mjs'

/** The command `servicecomposer`, found by npx through package.json; the verbs are in electron/cli.ts. */
await enterOrExplain('servicecomposer', process.argv.slice(2))
