import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { heedInterrupts, interruption } from './bench/interruption.ts'
import { lines } from './bench/lines.ts'
import { machineFacts, table } from './bench/report.ts'
import { projectRoot } from './setup/paths.mjs'
import { say } from './setup/say.mjs'

/**
 * `npm run bench`: measures what the design wishes (nothing is asserted), prints a table and writes dist/bench.json. `--only launch,plan`
 * selects lines, `--json` prints the JSON instead of the table. Ends 1 when a line could not be measured, 2 when it was called wrongly,
 * 130 when it was interrupted.
 */
const names = lines.map(({ name }) => name)

try {
  const { values } = parseArgs({ options: { only: { type: 'string' }, json: { type: 'boolean', default: false } } })
  const wanted = values.only?.split(',') ?? names
  const unknown = wanted.filter((name) => !names.includes(name))
  if (unknown.length > 0) throw new TypeError(`There is no line ${unknown.join(', ')}; there are ${names.join(', ')}.`)
  await bench(wanted, values.json)
} catch (cause) {
  if (!(cause instanceof TypeError)) throw cause
  say(cause.message)
  process.exitCode = 2
}

/** @param {readonly string[]} wanted @param {boolean} json */
async function bench(wanted, json) {
  const began = new Date()
  const machine = machineFacts()
  /** @type {import('./bench/report.ts').Line[]} */
  const measured = []
  heedInterrupts()
  for (const { name, title, measure } of lines.filter((line) => wanted.includes(line.name))) {
    say(`Measuring ${name}: ${title} …`)
    measured.push(
      await measure().catch((/** @type {unknown} */ cause) => ({
        line: name,
        title,
        results: [],
        failed: cause instanceof Error ? (cause.stack ?? cause.message) : String(cause),
      })),
    )
    if (interruption.aborted) {
      say('Interrupted; whatever was started is ended.')
      process.exitCode = 130
      return
    }
  }
  const report = {
    began: began.toISOString(),
    tookMs: Date.now() - began.getTime(),
    machine: { before: machine, after: machineFacts() },
    lines: measured,
  }
  mkdirSync(join(projectRoot, 'dist'), { recursive: true })
  writeFileSync(join(projectRoot, 'dist', 'bench.json'), `${JSON.stringify(report, null, 2)}\n`)
  const { processor, cores, load, node } = machine
  const facts = `${processor}, ${cores} cores, Node ${node}; load before ${load[0]}, after ${report.machine.after.load[0]}`
  process.stdout.write(json ? `${JSON.stringify(report)}\n` : `${facts}\n\n${table(measured)}\n\ndist/bench.json has the same as JSON.\n`)
  if (measured.some(({ failed }) => failed !== null)) process.exitCode = 1
}
