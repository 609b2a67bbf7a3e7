import { Option, type Command } from 'commander'
import { Goal } from '../../shared/model/plan.ts'
import { OnFailure } from '../../shared/model/run.ts'
import { drive } from './drive.ts'
import type { ExitCode } from './output.ts'
import type { PartWords } from './part.ts'
import { goOn, leave, takeBack } from './runs.ts'
import { plan, type Tools } from './verbs.ts'
import { whoNeeds } from './who-needs.ts'

/** The options of all verbs, as they were typed. */
export interface Options extends PartWords {
  readonly data?: string
  readonly output?: string
  readonly replace?: true
  readonly dry?: true
  readonly port?: string
  readonly desk?: string
  readonly down?: boolean
  readonly goal?: Goal
  readonly onFailure?: OnFailure
}

/** How a verb is made, and what it does. */
export interface Acting {
  verb(usage: string, words: string): Command
  /** `name` is the first argument, `second` the second; empty where there is none. */
  on(act: (tools: Tools, name: string, options: Options, second: string) => Promise<ExitCode>): (...given: unknown[]) => Promise<void>
}

/** What acts on machines: starts, stops and the like, of everything or of a part; and what becomes of runs that did not end well. */
export function actingVerbs({ verb, on }: Acting): void {
  starting(verb('launch <workspace>', 'start a service-workspace: a saved name, or a YAML file that is taken in first'))
    .addOption(new Option('--on-failure <choice>', "instead of the workspace's own choice").choices(OnFailure.options))
    .addHelpText('after', LAUNCHING)
    .action(on((tools, name, options) => drive(tools, name, 'up', options)))
  falling(part(verb('stop <workspace>', 'take a service-workspace down, what stands on top first')))
    .addHelpText('after', STOPPING)
    .action(on((tools, name, options) => drive(tools, name, 'down', options)))
  part(verb('suspend <workspace>', 'put it to sleep, guests before what carries them')).action(
    on((tools, name, options) => drive(tools, name, 'suspend', options)),
  )
  part(verb('resume <workspace>', 'wake what sleeps, carriers before their guests')).action(
    on((tools, name, options) => drive(tools, name, 'resume', options)),
  )
  falling(part(verb('reset <workspace>', 'switch a part off and on; its guests are stopped first, and not started again'), true)).action(
    on((tools, name, options) => drive(tools, name, 'reset', options)),
  )
  falling(part(verb('save <workspace>', 'keep its state on disk and switch it off; guests sleep on inside what carries them'))).action(
    on((tools, name, options) => drive(tools, name, 'save', options)),
  )
  falling(starting(verb('plan <workspace>', 'show what a start would do, and do nothing')))
    .option('--down', 'what a stop would do')
    .addOption(new Option('--goal <goal>', 'what another act would do').choices(Goal.options).conflicts('down'))
    .action(on((tools, name, options) => plan(tools, name, options.goal ?? (options.down ? 'down' : 'up'), options)))
  verb('who-needs <workspace> <component>', 'who stands on it, waits for it, or uses it, in all service-workspaces').action(
    on((tools, name, _, component) => whoNeeds(tools, name, component)),
  )
  overriding(verb('retry <run>', 'try again what failed in a run: its id, the start of it, or last')).action(
    on((tools, run, options) => goOn(tools, run, 'retried', options)),
  )
  overriding(verb('continue <run>', 'do what a run had left to do when it was cut off')).action(
    on((tools, run, options) => goOn(tools, run, 'continued', options)),
  )
  verb('take-back <run>', 'undo what a run did, top first').action(on((tools, run) => takeBack(tools, run)))
  verb('leave <run>', 'leave everything as it is, and offer the run for nothing any more').action(on((tools, run) => leave(tools, run)))
}

const more = (value: string, before: readonly string[] = []): string[] => [...before, ...value.split(',').filter(Boolean)]

function part(command: Command, required = false): Command {
  const option = new Option('--only <component>', 'this component alone; may be said again, or with commas').argParser(more)
  return command.addOption(option.makeOptionMandatory(required))
}

const overriding = (command: Command): Command =>
  command.addOption(
    new Option('--override <check>', 'start although this check forbids it: memory for all, memory:web for one').argParser(more),
  )

const starting = (command: Command): Command =>
  overriding(part(command)).addOption(new Option('--from <component>', 'this component and everything above it').argParser(more))

const falling = (command: Command): Command =>
  command.option('--with-dependants', 'stop who stands on that part, waits for it or uses it too, in all service-workspaces')

const LAUNCHING = `
Prints the plan, then one line a step, until all is ready. Ctrl-C lets running steps finish and begins
no others; a second Ctrl-C cuts them off. What came up stays up: stop takes it down.

What carries a part comes with it. The checks that can be overridden are kind, architecture, memory,
cpus, nested, location, circle and claim.

Examples:
  servicecomposer launch "Circus Exploration"
  servicecomposer launch lab.yaml --json
  servicecomposer launch Lab --only web,db
  servicecomposer launch Lab --from host --override memory:web`

const STOPPING = `
A part is not stopped while somebody needs it; who-needs tells who does.

Examples:
  servicecomposer stop Lab
  servicecomposer stop Lab --only host --with-dependants`
