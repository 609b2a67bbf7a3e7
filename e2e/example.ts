import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { freePort } from './desks.ts'

const run = promisify(execFile)

/** The example as a person has it after `npm run demo`, on ports of its own so that nothing else is in its way. */
export interface Example {
  readonly text: string
  /** Kernel and initrd of the small Linux, for machines that are composed by hand. */
  readonly folder: string
  /** The page that the three guests compose. */
  readonly page: string
  /** Where `circus` answers by itself. */
  readonly circus: string
}

const script = `
import { appliance } from './build/appliance/build.mjs'
import { exampleText } from './build/examples/example.mjs'
const { folder } = await appliance()
const ports = new Map(JSON.parse(process.argv[1]))
console.log(JSON.stringify({ folder, text: await exampleText(folder, ports) }))
`

/** Makes the guests' small Linux where it is not there yet, and fills the example in. */
export async function makeExample(): Promise<Example> {
  const ports = new Map<number, number>()
  for (const port of [12201, 12202, 12203, 12281, 12282, 12283]) ports.set(port, await freePort())
  const { stdout } = await run(process.execPath, ['--input-type=module', '-e', script, JSON.stringify([...ports])])
  const made: unknown = JSON.parse(stdout)
  if (typeof made !== 'object' || made === null || !('text' in made) || !('folder' in made)) throw new Error(`not an example: ${stdout}`)
  return {
    text: String(made.text),
    folder: String(made.folder),
    page: `http://127.0.0.1:${ports.get(12283)}/?near=Vienna`,
    circus: `http://127.0.0.1:${ports.get(12282)}/shows/`,
  }
}
