import { spawn } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { faults } from './mutations/faults.mjs'
import { cacheFolder, projectRoot } from './setup/paths.mjs'
import { say } from './setup/say.mjs'

/**
 * `node build/mutations.mjs [words of a fault]`: puts deliberate faults into copies of `shared/`, one at a time, and expects the random
 * stories of the run loop and the planner to name the promise that each breaks. A fault that goes unseen fails the check, unless it is
 * listed with the reason why it cannot be seen; then it must stay unseen. The work tree is never touched.
 */
const AT_ONCE = 2
const LONGEST_MS = 60_000

/** @typedef {{ what: string, found: boolean, why: string }} Verdict */

const words = process.argv.slice(2).join(' ')
const wanted = faults.filter(({ what }) => what.includes(words))
const home = mkdtempSync(join(tmpdir(), 'mutations-'))
/** @type {Verdict[]} */
const verdicts = []
try {
  const waiting = [...wanted]
  const benches = Array.from({ length: AT_ONCE }, (_, at) => join(home, String(at)))
  await Promise.all(
    benches.map(async (bench) => {
      mkdirSync(bench)
      cpSync(join(projectRoot, 'shared'), join(bench, 'shared'), { recursive: true, filter: (path) => !path.endsWith('.test.ts') })
      cpSync(join(projectRoot, 'package.json'), join(bench, 'package.json'))
      symlinkSync(join(projectRoot, 'node_modules'), join(bench, 'node_modules'), 'dir')
      for (let fault = waiting.shift(); fault; fault = waiting.shift()) {
        const verdict = await tryOut(fault, join(bench, 'shared'))
        verdicts.push(verdict)
        console.log(`${verdict.found ? 'as it must' : 'NOT SEEN  '}  ${verdict.what}: ${verdict.why}`)
      }
    }),
  )
} finally {
  rmSync(home, { recursive: true, force: true })
}
const bad = verdicts.filter(({ found }) => !found)
mkdirSync(join(cacheFolder, 'reports'), { recursive: true })
writeFileSync(join(cacheFolder, 'reports', 'mutations.json'), `${JSON.stringify(verdicts, null, 2)}\n`)
say(`${verdicts.length - bad.length} of ${verdicts.length} deliberate faults were met as they must be.`)
if (bad.length > 0 || verdicts.length === 0) process.exitCode = 1

/** @param {import('./mutations/faults.mjs').Fault} fault @param {string} copy @returns {Promise<Verdict>} */
async function tryOut({ what, promise, file, find, replace, unseen }, copy) {
  const path = join(copy, file)
  const text = readFileSync(path, 'utf8')
  if (text.split(find).length !== 2) return { what, found: false, why: `it does not fit ${file} any more: bring it up to date` }
  writeFileSync(
    path,
    text.replace(find, () => replace),
  )
  try {
    const seen = await stories(copy, promise)
    const how = seen.find(([promised]) => promised === promise)?.[1]
    if (unseen !== undefined)
      return how ? { what, found: false, why: `it can be seen after all: ${how}` } : { what, found: true, why: `unseen, because ${unseen}` }
    const others = seen.map(([promised, why]) => `${promised ?? 'no promise'}: ${why}`).join('; ')
    return how
      ? { what, found: true, why: how }
      : { what, found: false, why: `"${promise}" was not seen to break${others ? `, but ${others}` : ''}` }
  } catch (cause) {
    return { what, found: false, why: cause instanceof Error ? cause.message : String(cause) }
  } finally {
    writeFileSync(path, text)
  }
}

/** @param {string} copy @param {string} promise @returns {Promise<[string | null, string][]>} */
function stories(copy, promise) {
  const program = fileURLToPath(new URL('./mutations/stories.mjs', import.meta.url))
  const child = spawn(process.execPath, [program, copy, promise], { stdio: ['ignore', 'pipe', 'pipe'], timeout: LONGEST_MS })
  let [out, complaint] = ['', '']
  child.stdout.on('data', (data) => {
    out += data
  })
  child.stderr.on('data', (data) => {
    complaint += data
  })
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code, signal) => {
      if (code === 0) resolve(JSON.parse(out))
      else reject(new Error(signal ? `it did not end within ${LONGEST_MS / 1000} s` : complaint.trim().slice(-500)))
    })
  })
}
