#!/usr/bin/env node
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline/promises'
import { join } from 'node:path'
import { Command, CommanderError } from 'commander'
import packageFile from '../package.json' with { type: 'json' }
import { asProblem } from './command/as-problem.ts'
import { answering } from './command/answering.ts'
import { layLine, type Line } from './command/line.ts'
import { EXIT, openOutput, type ExitCode } from './command/output.ts'
import { doctor, drive, exportText, importFile, list, plan, show, status, type Tools } from './command/verbs.ts'
import { assemble } from './assemble.ts'
import { browserDesk } from './app/browser-desk.ts'
import { dataFolder, findOwner } from './app/owner.ts'
import { memoryWires } from './bridge/memory-wire.ts'
import { dial } from './bridge/socket-wire.ts'
import { writeNew } from './inventory/files.ts'

const root = join(import.meta.dirname, '..')
const interrupts = new Set<() => void>()
process.on('SIGINT', () => {
  // Nobody is following a run: then Ctrl-C simply ends.
  if (interrupts.size === 0) process.exit(EXIT.cancelled)
  for (const listen of interrupts) listen()
})

/** The engine that runs already, or one of our own for as long as this command takes. */
async function reach(data: string): Promise<Line> {
  const owner = findOwner(data)
  if (owner) {
    const { wire, hangUp } = await dial(owner)
    return layLine(wire, true, async () => hangUp())
  }
  const engine = await assemble({
    data,
    site: join(root, 'dist', 'renderer'),
    port: 0,
    origins: [],
    version: packageFile.version,
    desk: () => browserDesk('none'),
    vault: null,
    quit: () => process.exit(EXIT.done),
    log: (cause) => console.error(cause),
  })
  const { near, far } = memoryWires()
  engine.composed.welcome(far)
  return layLine(near, false, engine.end)
}

type Globals = { json?: boolean; data?: string }

/** Runs one verb against an engine and turns whatever happens into an exit code. */
function verb(act: (tools: Tools, ...args: never[]) => Promise<ExitCode>) {
  return async (...args: unknown[]) => {
    const command = args.pop() as Command
    const { json = false, data } = command.optsWithGlobals<Globals>()
    const output = openOutput(json, { out: (text) => void process.stdout.write(text), error: (text) => void process.stderr.write(text) })
    try {
      const line = await reach(dataFolder(data))
      const stopAnswering = answering(line, output, process.stdin.isTTY ? ask : null)
      try {
        process.exitCode = await act({ line, output, interrupts: { onInterrupt }, writeNew }, ...(args as never[]))
      } finally {
        stopAnswering()
        await line.end()
      }
    } catch (cause) {
      output.problem(asProblem(cause))
      process.exitCode = EXIT.failed
    }
  }
}

function onInterrupt(listen: () => void): () => void {
  interrupts.add(listen)
  return () => void interrupts.delete(listen)
}

/** Hands this terminal to another program of ours; its exit code is ours. */
async function become(args: readonly string[]): Promise<number> {
  onInterrupt(() => {})
  const child = spawn(process.execPath, args, { stdio: 'inherit' })
  const [code] = await once(child, 'exit')
  return typeof code === 'number' ? code : EXIT.failed
}

async function ask(text: string): Promise<string> {
  const reader = createInterface({ input: process.stdin, output: process.stderr })
  try {
    return await reader.question(text)
  } finally {
    reader.close()
  }
}

const program = new Command('servicecomposer')
  .description(packageFile.description)
  .version(packageFile.version)
  .option('--json', 'one JSON value, or JSON lines for progress')
  .option('--data <folder>', 'the data folder of the app')
  .exitOverride()
  .configureOutput({ writeErr: (text) => void process.stderr.write(text) })
  .showHelpAfterError('(servicecomposer --help lists the verbs)')

/** Options of the whole program count after the verb too. */
const add = (usage: string, words: string) =>
  program.command(usage).description(words).exitOverride().option('--json', 'as above').option('--data <folder>', 'as above')

add('launch <workspace>', 'start a saved service-workspace, or that of a YAML file').action(
  verb((tools, name: string) => drive(tools, name, 'up')),
)
add('stop <workspace>', 'take a service-workspace down, top first').action(verb((tools, name: string) => drive(tools, name, 'down')))
add('plan <workspace>', 'show what a start would do, and do nothing')
  .option('--down', 'what a stop would do')
  .action(verb((tools, name: string, { down }: { down?: boolean }) => plan(tools, name, down ? 'down' : 'up')))
add('status [workspace]', 'the condition of its machines, or of all').action(verb((tools, name?: string) => status(tools, name)))
add('list', 'the names of all service-workspaces').action(verb((tools) => list(tools)))
add('open', 'open the app, or bring the one that runs to the front').action(async (_options: object, command: Command) => {
  const data = dataFolder(command.optsWithGlobals<Globals>().data)
  if (findOwner(data)) return verb((tools) => show(tools))(command)
  process.exitCode = await become([join(root, 'build', 'start.mjs'), '--data', data])
})
add('export [workspace]', 'write it, or everything, as YAML')
  .option('-o, --output <file>', 'into this file instead of the output')
  .option('--replace', 'even when the file is there')
  .action(
    verb((tools, name: string | undefined, { output, replace }: { output?: string; replace?: boolean }) =>
      exportText(tools, name, output, replace ?? false),
    ),
  )
add('import <file>', 'take in a YAML file, all of it or nothing')
  .option('--dry', 'only say what would change')
  .action(verb((tools, file: string, { dry }: { dry?: boolean }) => importFile(tools, file, dry ?? false)))
add('serve', 'run the engine without a window until it is ended')
  .option('--port <port>', 'on this port of loopback', '0')
  .option('--desk <desk>', 'browser, chromium or none', 'browser')
  .action(async ({ port, desk }: { port: string; desk: string }, command: Command) => {
    const data = dataFolder(command.optsWithGlobals<Globals>().data)
    process.exitCode = await become([join(root, 'electron', 'daemon.ts'), '--data', data, '--port', port, '--desk', desk])
  })
add('doctor', 'what works on this computer and what is missing').action(verb((tools) => doctor(tools)))

try {
  await program.parseAsync()
} catch (cause) {
  if (!(cause instanceof CommanderError)) throw cause
  process.exitCode = cause.exitCode === 0 ? EXIT.done : EXIT.misused
}
