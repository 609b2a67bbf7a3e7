import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { openLink } from '../electron/app/open-link.ts'
import { dataFolder, findOwner } from '../electron/app/owner.ts'
import { dial } from '../electron/bridge/socket-wire.ts'
import { asProblem } from '../electron/command/as-problem.ts'
import { drive } from '../electron/command/drive.ts'
import { openInterrupts } from '../electron/command/interrupts.ts'
import { layLine } from '../electron/command/line.ts'
import { EXIT, openOutput } from '../electron/command/output.ts'
import { writeNew } from '../electron/inventory/files.ts'
import { WorkspaceId } from '../shared/model/id.ts'
import { appliance } from './appliance/build.mjs'
import { exampleText, PAGE } from './examples/example.mjs'
import { say } from './setup/say.mjs'

/**
 * `npm run demo`: Circus Exploration on real machines. Makes the guests' small Linux, starts the app, takes the example in,
 * shows the plan, starts it, says what can be reached, and takes everything down on Ctrl-C, top first.
 * `--data <folder>` keeps it apart from your own data; `--desk` is handed to the app; `--once` takes down when all is up.
 *
 * @typedef {import('node:child_process').ChildProcess} Child
 * @typedef {import('../electron/command/line.ts').Line} Line
 */
const { values: wish } = parseArgs({
  options: { data: { type: 'string' }, desk: { type: 'string' }, once: { type: 'boolean', default: false } },
})
const data = dataFolder(wish.data)
const NAME = 'circus-exploration'
const output = openOutput(false, { out: (text) => void process.stdout.write(text), error: (text) => void process.stderr.write(text) })
const interrupts = openInterrupts(process, () => process.exit(EXIT.cancelled))

try {
  process.exitCode = await demo()
} catch (cause) {
  output.problem(asProblem(cause))
  process.exitCode = EXIT.failed
}

async function demo() {
  const { folder } = await appliance(say)
  const app = findOwner(data) ? null : start('run.mjs', ['start', '--data', data, '--hidden', ...(wish.desk ? ['--desk', wish.desk] : [])])
  try {
    const line = await reach(app)
    const tools = { line, output, interrupts, writeNew, browse: (/** @type {string} */ link) => openLink(link, data) }
    const { problems } = await line.composer['document.import']({ text: await exampleText(folder) })
    problems.forEach(output.problem)
    const up = await drive(tools, NAME, 'up')
    if (up === EXIT.done) {
      await tellWays(line)
      if (!wish.once) await use(line, app)
    }
    const down = await takeDown(tools, app)
    await line.end()
    return up === EXIT.done || up === EXIT.cancelled ? down : up
  } finally {
    await end(app)
  }
}

/** What this terminal's Ctrl-C must not reach: the app outlives the first one, which begins the take-down. @param {string} script @param {string[]} args */
function start(script, args) {
  const path = fileURLToPath(new URL(script, import.meta.url))
  return spawn(process.execPath, [path, ...args], { stdio: ['ignore', 'inherit', 'inherit'], detached: true })
}

/** The engine, as soon as its door is open. @param {Child | null} app @returns {Promise<Line>} */
async function reach(app) {
  for (;;) {
    const owner = findOwner(data)
    if (owner) {
      const { wire, hangUp } = await dial(owner)
      return layLine(wire, { link: `http://127.0.0.1:${owner.port}/#token=${owner.token}` }, async () => hangUp())
    }
    if (isOver(app)) throw new Error('The app ended before it could be spoken with; what it said stands above.')
    await sleep(50)
  }
}

/** Until the person has seen enough: Ctrl-C, a closed terminal, or the app closed. @param {Line} line @param {Child | null} app */
async function use(line, app) {
  await line.composer['app.show']({})
  say('Ctrl-C takes everything down, top first.')
  const { promise, resolve } = Promise.withResolvers()
  const calm = interrupts.onInterrupt(() => resolve(undefined))
  interrupts.ending.addEventListener('abort', () => resolve(undefined), { once: true })
  line.onLost(() => resolve(undefined))
  app?.once('exit', () => resolve(undefined))
  await promise
  calm()
}

/**
 * The machines outlive an app that was closed meanwhile: then an engine without windows takes them down.
 * @param {import('../electron/command/verbs.ts').Tools} tools @param {Child | null} app
 */
async function takeDown(tools, app) {
  if (!isOver(app) && findOwner(data)) return drive(tools, NAME, 'down')
  const engine = start('../electron/daemon.ts', ['--data', data, '--desk', 'none'])
  try {
    const line = await reach(engine)
    const code = await drive({ ...tools, line }, NAME, 'down')
    await line.end()
    return code
  } finally {
    await end(engine)
  }
}

/** @param {Line} line */
async function tellWays(line) {
  const workspace = WorkspaceId.parse(`workspace:${NAME}`)
  const { seen } = await line.composer['workspace.look']({ workspace })
  say('Reachable now:')
  for (const { component, ways = [] } of seen)
    for (const { service, port, at } of ways)
      say(`  ${component.replace('component:', '').padEnd(12)} ${service.padEnd(8)} ${port === 80 ? `http://${at}/` : at}`)
  say(`The page that all three compose: ${PAGE}?near=Vienna`)
}

/** @param {Child | null} child */
function isOver(child) {
  return child !== null && (child.exitCode !== null || child.signalCode !== null)
}

/** @param {Child | null} child */
async function end(child) {
  if (!child || isOver(child)) return
  const gone = once(child, 'exit')
  child.kill('SIGTERM')
  await gone
}
