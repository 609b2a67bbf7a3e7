import { Command, CommanderError } from 'commander'
import type { Problem } from '../../shared/model/problem.ts'
import { drive } from './drive.ts'
import { EXIT, type ExitCode, type Output } from './output.ts'
import { doctor, exportText, importFile, list, plan, show, status, type Tools } from './verbs.ts'

export interface ProgramWish {
  readonly version: string
  readonly description: string
  readonly output: Output
  /** Prints text that was asked for, such as help. */
  print(text: string): void
  /** Runs a verb on the engine of that data folder; never rejects. */
  run(data: string | undefined, verb: (tools: Tools) => Promise<ExitCode>): Promise<ExitCode>
  /** Whether an engine runs already. */
  runs(data: string | undefined): boolean
  /** Becomes the app, or the engine without a window. */
  become(what: 'app' | 'daemon', args: readonly string[]): Promise<void>
}

/** Reads the words after `servicecomposer` and does what they say. Resolves with the exit code, null when it became something else. */
export async function runProgram(wish: ProgramWish, words: readonly string[]): Promise<ExitCode | null> {
  let code: ExitCode | null = EXIT.done
  const { json } = wish.output
  const program = new Command('servicecomposer')
    .description(wish.description)
    .version(wish.version)
    .exitOverride()
    .configureHelp({ helpWidth: 100 })
    .configureOutput({
      writeOut: wish.print,
      writeErr: (text) => (json ? undefined : wish.output.aside(text.trimEnd())),
    })
    .showHelpAfterError('(servicecomposer --help lists the verbs)')
    .addHelpText('after', ENDING)
  const verb = (usage: string, words: string) => withGlobals(program.command(usage).description(words).exitOverride())
  withGlobals(program)

  type Options = { data?: string; down?: true; output?: string; replace?: true; dry?: true; port?: string; desk?: string }
  /** Commander hands over the arguments, then the options, then the command. */
  const on = (act: (tools: Tools, name: string, options: Options) => Promise<ExitCode>) => {
    return async (...given: unknown[]) => {
      const command = given.pop()
      const name = given[0]
      if (!(command instanceof Command)) throw new TypeError('no command')
      const options: Options = command.optsWithGlobals()
      code = await wish.run(options.data, (tools) => act(tools, typeof name === 'string' ? name : '', options))
    }
  }
  const become = async (what: 'app' | 'daemon', args: readonly string[], data: string | undefined) => {
    code = null
    await wish.become(what, [...(data === undefined ? [] : ['--data', data]), ...(json ? ['--json'] : []), ...args])
  }

  verb('launch <workspace>', 'start a service-workspace: a saved name, or a YAML file that is taken in first')
    .addHelpText('after', LAUNCHING)
    .action(on((tools, name) => drive(tools, name, 'up')))
  verb('stop <workspace>', 'take a service-workspace down, what stands on top first').action(
    on((tools, name) => drive(tools, name, 'down')),
  )
  verb('plan <workspace>', 'show what a start would do, and do nothing')
    .option('--down', 'what a stop would do')
    .action(on((tools, name, { down }) => plan(tools, name, down ? 'down' : 'up')))
  verb('status [workspace]', 'look at its machines now, or at those of all').action(on((tools, name) => status(tools, name || undefined)))
  verb('list', 'the names of all service-workspaces; * marks those in the tray').action(on((tools) => list(tools)))
  verb('open', 'open the app, or bring the one that runs to the front').action(async (_: object, command: Command) => {
    const { data }: Options = command.optsWithGlobals()
    if (wish.runs(data)) code = await wish.run(data, show)
    else await become('app', [], data)
  })
  verb('export [workspace]', 'write it and all it refers to, or everything, as YAML; secrets stay here')
    .option('-o, --output <file>', 'into this file instead of the output')
    .option('--replace', 'even when there is a file of that name')
    .action(on((tools, name, { output, replace }) => exportText(tools, name || undefined, output, replace ?? false)))
  verb('import <file>', 'take in a YAML file, all of it or nothing')
    .option('--dry', 'only say what would change')
    .action(on((tools, file, { dry }) => importFile(tools, file, dry ?? false)))
  verb('serve', 'run the engine without a window until it is ended; prints the link for a browser')
    .option('--port <port>', 'on this port of 127.0.0.1', '0')
    .option('--desk <desk>', 'where windows open: browser, chromium or none', 'browser')
    .action(async (_: object, command: Command) => {
      const { data, port = '0', desk = 'browser' }: Options = command.optsWithGlobals()
      await become('daemon', ['--port', port, '--desk', desk], data)
    })
  verb('doctor', 'what works on this computer, what is missing, and what to do about it').action(on((tools) => doctor(tools)))

  try {
    await program.parseAsync(words, { from: 'user' })
    return code
  } catch (cause) {
    if (!(cause instanceof CommanderError)) throw cause
    if (cause.exitCode === 0) return EXIT.done
    if (json) wish.output.problem(misused(cause.message))
    return EXIT.misused
  }
}

/** Options of the whole program count after the verb too. */
const withGlobals = (command: Command) =>
  command
    .option('--json', 'for programs: one JSON value, or one JSON line for each thing that happens')
    .option('--data <folder>', 'where everything is kept, instead of the usual place or $SERVICECOMPOSER_DATA')

const ENDING = `
A verb speaks to the app or daemon that runs, and works alone when there is none.
Exit codes: 0 done, 1 failed, 2 misused, 130 cancelled.`

const LAUNCHING = `
Prints the plan, then one line a step, until all is ready. Ctrl-C lets running steps finish and begins
no others; a second Ctrl-C cuts them off. What came up stays up: stop takes it down.

Examples:
  servicecomposer launch "Circus Exploration"
  servicecomposer launch lab.yaml --json`

const misused = (message: string): Problem => ({
  code: 'cli.usage',
  severity: 'error',
  title: 'This is not how it is used',
  message: message.replace(/^error: /, ''),
  hint: 'servicecomposer --help lists the verbs',
})
