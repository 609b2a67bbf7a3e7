import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { dataFolder, findOwner } from '../electron/app/owner.ts'
import { dial } from '../electron/bridge/socket-wire.ts'
import { asProblem } from '../electron/command/as-problem.ts'
import { layLine } from '../electron/command/line.ts'
import { EXIT, openOutput } from '../electron/command/output.ts'
import { drive } from '../electron/command/verbs.ts'
import { writeNew } from '../electron/inventory/files.ts'
import { appliance } from './appliance/build.mjs'
import { exampleText, PAGE } from './examples/example.mjs'
import { say } from './setup/say.mjs'

/**
 * `npm run demo`: Circus Exploration on real machines. Makes the guests' small Linux, starts the app, takes the example in,
 * shows the plan, starts it, says what can be reached, and takes everything down on Ctrl-C, top first.
 * `--data <folder>` keeps it apart from your own data; `--desk` is handed to the app; `--once` takes down when all is up.
 */
const { values: wish } = parseArgs({
  options: { data: { type: 'string' }, desk: { type: 'string' }, once: { type: 'boolean', default: false } },
})
const data = dataFolder(wish.data)
const NAME = 'workspace:circus-exploration'
const output = openOutput(false, { out: (text) => void process.stdout.write(text), error: (text) => void process.stderr.write(text) })

/** @type {Set<() => void>} */
const interrupts = new Set()
const wanted = Promise.withResolvers()
process.on('SIGINT', interrupt)
process.on('SIGTERM', interrupt)

try {
  process.exitCode = await demo()
} catch (cause) {
  output.problem(asProblem(cause))
  process.exitCode = EXIT.failed
}

async function demo() {
  const made = await appliance(say)
  const app = findOwner(data) ? null : startApp()
  const line = await reach(app)
  const tools = { line, output, interrupts: { onInterrupt }, writeNew }
  try {
    const text = await exampleText(made.folder)
    const { problems } = await line.composer['document.import']({ text })
    for (const problem of problems) output.problem(problem)
    const up = await drive(tools, NAME, 'up')
    if (up === EXIT.done) await tellWays(line)
    if (up === EXIT.done && !wish.once) {
      await line.composer['app.show']({})
      say('Ctrl-C takes everything down, top first.')
      await Promise.race([wanted.promise, app ? once(app, 'exit') : new Promise(() => {})])
    }
    const down = await drive(await again(tools, app), NAME, 'down')
    return up === EXIT.done ? down : up
  } finally {
    await line.end()
    await endApp(app)
  }
}

/** The app on the best desk of this computer, out of reach of this terminal's Ctrl-C: it must outlive the first one. */
function startApp() {
  const desk = wish.desk === undefined ? [] : ['--desk', wish.desk]
  const start = new URL('./run.mjs', import.meta.url).pathname
  return spawn(process.execPath, [start, 'start', '--data', data, '--hidden', ...desk], { stdio: ['ignore', 'inherit', 'inherit'], detached: true })
}

/** The engine of the app, as soon as its door is open. @param {import('node:child_process').ChildProcess | null} app */
async function reach(app) {
  for (;;) {
    const owner = findOwner(data)
    if (owner) {
      const { wire, hangUp } = await dial(owner)
      return layLine(wire, true, async () => hangUp())
    }
    if (app?.exitCode !== null) throw new Error('The app ended before it could be spoken with; what it said stands above.')
    await wait(50)
  }
}

/**
 * When the person has closed the app meanwhile, the machines still run: another engine takes them down.
 * @param {import('../electron/command/verbs.ts').Tools} tools @param {import('node:child_process').ChildProcess | null} app
 */
async function again(tools, app) {
  if (!app || app.exitCode === null) return tools
  const other = spawn(process.execPath, [new URL('../electron/daemon.ts', import.meta.url).pathname, '--data', data, '--desk', 'none'], { stdio: 'ignore', detached: true })
  process.once('exit', () => other.kill())
  return { ...tools, line: await reach(other) }
}

/** @param {import('../electron/command/line.ts').Line} line */
async function tellWays(line) {
  const { seen } = await line.composer['workspace.look']({ workspace: /** @type {never} */ (NAME) })
  say('Reachable now:')
  for (const { component, ways = [] } of seen)
    for (const { service, port, at } of ways) say(`  ${component.replace('component:', '').padEnd(12)} ${service.padEnd(6)} ${at}${port === 80 ? `   http://${at}/` : ''}`)
  say(`The page that all three compose: ${PAGE}?near=Vienna`)
}

/** @param {import('node:child_process').ChildProcess | null} app */
async function endApp(app) {
  if (!app || app.exitCode !== null) return
  const gone = once(app, 'exit')
  app.kill('SIGTERM')
  await gone
}

/** @param {() => void} listen */
function onInterrupt(listen) {
  interrupts.add(listen)
  return () => void interrupts.delete(listen)
}

function interrupt() {
  if (interrupts.size === 0) wanted.resolve(undefined)
  for (const listen of interrupts) listen()
}
