import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { endTree } from '../../sessions/testing/process.ts'

/** A home, a data folder and a scratch folder of a test's own, and the command line in them. */
export interface Desk {
  readonly home: string
  readonly data: string
  /** Starts the command; ended with the test. */
  start(...words: readonly string[]): Running
  /** Runs the command to its end. */
  run(...words: readonly string[]): Promise<Ran>
  /** Writes a file into the home; returns its path. */
  write(name: string, text: string): Promise<string>
}

export interface Ran {
  readonly code: number | null
  readonly out: string
  readonly errors: string
  /** Every line of the output as JSON; a line that is none throws. */
  json(): unknown[]
}

export interface Running {
  readonly pid: number
  readonly ended: Promise<Ran>
  /** Resolves with all the output and errors so far, as soon as they fit. Rejects when the command ended before. */
  until(fits: RegExp): Promise<string>
  kill(signal: NodeJS.Signals): void
}

export const cliProgram = join(import.meta.dirname, '..', '..', 'cli.ts')

export async function desk(environment: NodeJS.ProcessEnv = {}): Promise<Desk> {
  const home = await mkdtemp(join(tmpdir(), 'sc-cli-'))
  const data = join(home, 'data')
  const env = { ...process.env, HOME: home, SERVICECOMPOSER_SCRATCH: home, SSH_AUTH_SOCK: '', ...environment }
  const start = (...words: readonly string[]) => running([cliProgram, '--data', data, ...words], env)
  onTestFinished(() => rm(home, { recursive: true, force: true }))
  return {
    home,
    data,
    start,
    run: (...words) => start(...words).ended,
    async write(name, text) {
      await writeFile(join(home, name), text)
      return join(home, name)
    },
  }
}

function running(args: readonly string[], env: NodeJS.ProcessEnv): Running {
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] })
  const closed = once(child, 'close')
  let [out, errors] = ['', '']
  const waiting = new Set<() => void>()
  const heard = () => waiting.forEach((look) => void look())
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text
    heard()
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text
    heard()
  })
  const lines = () => out.split('\n').filter((line) => line !== '')
  const ended = closed.then(() => ({ code: child.exitCode, out, errors, json: () => lines().map((line): unknown => JSON.parse(line)) }))
  onTestFinished(() => endTree(child))
  return {
    pid: child.pid ?? 0,
    ended,
    kill: (signal) => void child.kill(signal),
    async until(fits) {
      const { promise, resolve } = Promise.withResolvers<void>()
      const look = () => (fits.test(out + errors) ? resolve() : undefined)
      waiting.add(look)
      look()
      await Promise.race([promise, closed])
      waiting.delete(look)
      if (!fits.test(out + errors)) throw new Error(`ended with ${child.exitCode} and without ${fits}:\n${out}${errors}`)
      return out + errors
    },
  }
}

/** A workspace "Lab" of simulated machines, each standing on the one before it. `settings`: options of each, as YAML. */
export const lab = (machines: Readonly<Record<string, string>>, workspace = ''): string => {
  const names = Object.keys(machines)
  return `format: servicecomposer
version: 1
machines:
${names.map((name) => `  ${name}: {plugin: sim, options: {bootMs: 20, stopMs: 20${machines[name] ? `, ${machines[name]}` : ''}}}`).join('\n')}
services:
  lab:
    components:
${names.map((name, index) => `      ${name}: {${index > 0 ? `on: ${names[index - 1]}` : ''}}`).join('\n')}
workspaces:
  lab: {name: Lab, services: [lab]${workspace}}
`
}
