#!/usr/bin/env node
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { createInterface } from 'node:readline/promises'
import packageFile from '../package.json' with { type: 'json' }
import { browserDesk } from './app/browser-desk.ts'
import { openLink } from './app/open-link.ts'
import { dataFolder, findOwner } from './app/owner.ts'
import { answering } from './command/answering.ts'
import { asProblem } from './command/as-problem.ts'
import { openInterrupts } from './command/interrupts.ts'
import { engineGone } from './command/line.ts'
import { EXIT, openOutput, type ExitCode } from './command/output.ts'
import { runProgram } from './command/program.ts'
import { reachEngine } from './command/reach.ts'
import type { Tools } from './command/verbs.ts'
import { writeNew } from './inventory/files.ts'

/** The command `servicecomposer`: one verb on the engine that runs, or on one of our own. The verbs are in command/. */
const root = join(import.meta.dirname, '..')
const words = process.argv.slice(2)
const json = words.includes('--json')
const output = openOutput(json, { out: (text) => void process.stdout.write(text), error: (text) => void process.stderr.write(text) })
// Whoever reads may leave, as `head` does; what goes on goes on.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (cause: NodeJS.ErrnoException) => {
    if (cause.code !== 'EPIPE') throw cause
  })
}

const code = await runProgram(
  {
    version: packageFile.version,
    description: packageFile.description,
    output,
    print: (text) => void process.stdout.write(json ? `${JSON.stringify({ text })}\n` : text),
    run: (data, verb) => run(dataFolder(data), verb),
    runs: (data) => findOwner(dataFolder(data)) !== null,
    async become(what, args) {
      const script = what === 'app' ? join(root, 'build', 'start.mjs') : join(root, 'electron', 'daemon.ts')
      process.argv = [process.execPath, script, ...args]
      await import(pathToFileURL(script).href)
    },
  },
  words,
)
if (code !== null) process.exitCode = code

/** Whatever happens becomes an exit code, and at most one problem. */
async function run(data: string, verb: (tools: Tools) => Promise<ExitCode>): Promise<ExitCode> {
  const interrupts = openInterrupts(process, () => process.exit(EXIT.cancelled))
  const { promise: ended, resolve } = Promise.withResolvers<ExitCode>()
  interrupts.ending.addEventListener('abort', () => resolve(EXIT.cancelled), { once: true })
  try {
    const line = await reachEngine({ data, output, interrupts, begin: () => begin(data, () => resolve(EXIT.done)) })
    const stopAnswering = answering(line, output, process.stdin.isTTY ? ask : null)
    try {
      return await Promise.race([ended, verb({ line, output, interrupts, writeNew, browse: (link) => openLink(link, data) })])
    } finally {
      stopAnswering()
      await line.end()
    }
  } catch (cause) {
    if (interrupts.ending.aborted) return EXIT.cancelled
    const problem = asProblem(cause)
    output.problem(problem.code === 'wire.closed' ? engineGone : problem)
    return EXIT.failed
  }
}

/** An engine of our own: nobody sees its windows, and it ends with this command. */
async function begin(data: string, quit: () => void) {
  // Only now: whoever asks for help, or speaks to an engine that runs, need not wait for the parts of one.
  const [{ assemble }, { openLog }] = await Promise.all([import('./assemble.ts'), import('./app/log.ts')])
  let open: ReturnType<typeof openLog> | null = null
  const engine = await assemble({
    data,
    site: join(root, 'dist', 'renderer'),
    port: 0,
    origins: [],
    version: packageFile.version,
    desk: () => browserDesk('none'),
    vault: null,
    quit,
    tell: output.aside,
    log(cause) {
      open ??= openLog(data)
      open.write(cause)
    },
  })
  return {
    composed: engine.composed,
    async end() {
      await engine.end()
      open?.end()
    },
  }
}

async function ask(text: string, signal: AbortSignal): Promise<string> {
  const reader = createInterface({ input: process.stdin, output: process.stderr })
  try {
    return await reader.question(text, { signal })
  } finally {
    reader.close()
  }
}
