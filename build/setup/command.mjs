import { spawn, spawnSync } from 'node:child_process'

/**
 * @typedef {{ code: number, output: string }} Ran
 * @typedef {{ environment?: NodeJS.ProcessEnv, cwd?: string, quiet?: boolean }} Options
 */

/**
 * Runs a command to its end. Its words go to our error stream, or are kept when `quiet`.
 *
 * @param {string} command @param {readonly string[]} args @param {Options} [options]
 * @returns {Promise<Ran>} a command that cannot be started ends 127
 */
export function run(command, args, { environment = process.env, cwd, quiet = false } = {}) {
  return new Promise((done) => {
    const child = spawn(command, args, { cwd, env: environment, stdio: ['ignore', quiet ? 'pipe' : 2, quiet ? 'pipe' : 2] })
    /** @type {Buffer[]} */
    const chunks = []
    child.stdout?.on('data', (chunk) => chunks.push(chunk))
    child.stderr?.on('data', (chunk) => chunks.push(chunk))
    child.on('error', (cause) => done({ code: 127, output: cause.message }))
    child.on('close', (code) => done({ code: code ?? 1, output: Buffer.concat(chunks).toString() }))
  })
}

/**
 * Asks a quick question of a command.
 *
 * @param {string} command @param {readonly string[]} args
 * @returns {string | null} its answer, or null when it is not there or says no
 */
export function ask(command, args) {
  const { status, stdout } = spawnSync(command, args, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...process.env, LC_ALL: 'C' },
  })
  return status === 0 ? stdout : null
}

/**
 * Becomes another command: hands over the terminal, passes signals on, and ends as it ends.
 *
 * @param {string} command @param {readonly string[]} args @param {NodeJS.ProcessEnv} environment @returns {Promise<never>}
 */
export function become(command, args, environment) {
  return new Promise((_never, fail) => {
    const child = spawn(command, args, { stdio: 'inherit', env: environment })
    // The terminal sends Ctrl-C to us and to the child; only the child decides what it means.
    process.on('SIGINT', () => {})
    for (const signal of /** @type {const} */ (['SIGTERM', 'SIGHUP'])) process.on(signal, () => child.kill(signal))
    child.on('error', fail)
    child.on('close', (code, signal) => process.exit(code ?? 128 + (signal ? signalNumber(signal) : 0)))
  })
}

/** @param {NodeJS.Signals} signal */
const signalNumber = (signal) => ({ SIGHUP: 1, SIGINT: 2, SIGQUIT: 3, SIGKILL: 9, SIGTERM: 15 })[String(signal)] ?? 1
