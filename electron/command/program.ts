import { Command, CommanderError } from 'commander'
import type { Problem } from '../../shared/model/problem.ts'
import { actingVerbs, type Acting, type Options } from './acting-verbs.ts'
import { ctysWords, runCtys } from './ctys-program.ts'
import { EXIT, type ExitCode } from './output.ts'
import type { ProgramWish } from './program-wish.ts'
import { runs } from './runs.ts'
import { doctor, exportText, importFile, list, show, status } from './verbs.ts'

/** Reads the words after `servicecomposer` and does what they say. Resolves with the exit code, null when it became something else. */
export async function runProgram(wish: ProgramWish, words: readonly string[]): Promise<ExitCode | null> {
  const asCtys = ctysWords(words)
  if (asCtys) return runCtys(wish, asCtys)
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

  /** Commander hands over the arguments, then the options, then the command. */
  const on: Acting['on'] = (act) => {
    return async (...given: unknown[]) => {
      const command = given.pop()
      if (!(command instanceof Command)) throw new TypeError('no command')
      const names = given.filter((each) => typeof each === 'string')
      const options: Options = command.optsWithGlobals()
      code = await wish.run(options.data, (tools) => act(tools, names[0] ?? '', options, names[1] ?? ''))
    }
  }
  const become = async (what: 'app' | 'daemon', args: readonly string[], data: string | undefined) => {
    code = null
    await wish.become(what, [...(data === undefined ? [] : ['--data', data]), ...(json ? ['--json'] : []), ...args])
  }

  actingVerbs({ verb, on })
  verb('status [workspace]', 'look at its machines now, or at those of all').action(on((tools, name) => status(tools, name || undefined)))
  verb('list', 'the names of all service-workspaces; * marks those in the tray').action(on((tools) => list(tools)))
  verb('open', 'open the app, or bring the one that runs to the front').action(async (_: object, command: Command) => {
    const { data }: Options = command.optsWithGlobals()
    if (wish.runs(data)) code = await wish.run(data, show)
    else await become('app', [], data)
  })
  verb('runs [workspace]', 'the last runs: how they ended, and their ids').action(on((tools, name) => runs(tools, name || undefined)))
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
  verb('ctys [call...]', 'a call as those of ctys, such as: ctys -t VNC -a create=l:desk,reuse -g 50%x100%-0+0:left host')
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

const misused = (message: string): Problem => ({
  code: 'cli.usage',
  severity: 'error',
  title: 'This is not how it is used',
  message: message.replace(/^error: /, ''),
  hint: 'servicecomposer --help lists the verbs',
})
