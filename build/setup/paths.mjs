import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of the project, wherever the command was typed. */
export const projectRoot = fileURLToPath(new URL('../../', import.meta.url))

/** What can be fetched or made again: never committed, safe to delete. */
export const cacheFolder = join(projectRoot, '.cache')
