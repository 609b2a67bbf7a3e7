import { spawn } from 'node:child_process'
import { cannotRun } from './cannot-run.mjs'
import { projectRoot } from './setup/paths.mjs'
import { SetupProblem, say } from './setup/say.mjs'
import { single } from './test/reports.mjs'
import { bothGoes, filesToRepeat } from './test/second-go.mjs'
import { stages } from './test/stages.mjs'
import { summary } from './test/summary.mjs'

/**
 * `npm test`: every stage but the long ones in order, going on after a failed one, and one summary. `npm test -- --all` does the long
 * ones too. `npm test -- --only unit,types` does these stages; what follows, such as a path, is handed to them.
 */
const [option, chosen = '', ...extra] = process.argv.slice(2)
const names = stages.map((stage) => stage.name)
const only = option === '--only' ? chosen.split(',') : stages.flatMap(({ name, long }) => (long && option !== '--all' ? [] : [name]))
if (!asked() || only.some((name) => !names.includes(name))) {
  say(`npm test [-- --all | --only <stage>[,<stage>] [path …]]   stages: ${names.join(', ')}`)
  process.exit(2)
}

let cancelled = false
process.on('SIGINT', () => {
  cancelled = true
})

const results = []
for (const stage of stages.filter(({ name }) => only.includes(name))) {
  if (cancelled) break
  console.log(`\n── ${stage.name}: ${stage.what} ──`)
  const began = performance.now()
  const { told, needed } = await perform(stage)
  results.push({ name: stage.name, what: stage.what, seconds: (performance.now() - began) / 1000, told, needed })
}

console.log(`\n${summary(results, option === '--only' ? [] : notHere())}`)
process.exitCode = cancelled ? 130 : results.some(({ told }) => told.some(({ status }) => status === 'failed')) ? 1 : 0

/** Whether the command line says what may be said; `--all` takes nothing after it. */
function asked() {
  return option === undefined || option === '--only' || (option === '--all' && process.argv.length === 3)
}

/** What was left out because nobody asked for it, and what this computer cannot show. */
function notHere() {
  const left = stages.filter(({ name }) => !only.includes(name))
  return [...left.map(({ name, what }) => `${name}, ${what}; "npm test -- --all" does them too.`), ...cannotRun()]
}

/**
 * What a stage came to. The files of one on real components get a second go where a test failed, and the summary names what needed
 * it: machines in emulation keep their time only when nobody else wants the processor.
 *
 * @param {import('./test/stages.mjs').Stage} stage
 */
async function perform(stage) {
  const first = await go(stage, extra)
  const files = stage.onRealComponents && !cancelled ? filesToRepeat(first) : []
  if (files.length === 0) return { told: first, needed: [] }
  console.log(`\n── ${stage.name}, a second go: ${files.join(' ')} ──`)
  return bothGoes(first, files, await go(stage, files))
}

/**
 * @param {import('./test/stages.mjs').Stage} stage @param {readonly string[]} paths
 * @returns {Promise<readonly import('./test/reports.mjs').Told[]>}
 */
async function go(stage, paths) {
  try {
    await stage.prepare?.()
  } catch (cause) {
    if (!(cause instanceof SetupProblem)) throw cause
    say(`${cause.message}\n${cause.hint}`)
    return single(stage.name, false)
  }
  const [command = '', ...args] = stage.command(paths)
  const passed = await new Promise((done) => {
    const child = spawn(command, args, {
      cwd: projectRoot,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...stage.environment },
    })
    child.on('error', (cause) => {
      say(cause.message)
      done(false)
    })
    child.on('close', (code) => done(code === 0))
  })
  return stage.told(passed)
}
