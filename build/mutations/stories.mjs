import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

/**
 * `stories.mjs <copy of shared> <promise>`: tells the same random stories over that copy until the promise is seen to break, and prints
 * what was seen, as JSON: pairs of a promise (null for a crash of the code itself) and how it broke.
 */
const STORIES = 3_000
const FIRST_SEED = 1

const [copy = '', promised = ''] = process.argv.slice(2)
const { brokenIn, real } = await import(pathToFileURL(join(copy, 'logic', 'promises', 'try.fixture.ts')).href)
process.stdout.write(JSON.stringify([...brokenIn(real, STORIES, FIRST_SEED, promised)]))
