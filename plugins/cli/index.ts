import { session } from '../../shared/plugin/define.ts'
import type { Plugin } from '../../shared/plugin/plugin.ts'
import { alwaysUsable } from '../always-usable.ts'
import { CliOptions } from './options.ts'

/** A terminal inside the machine: its login shell, or one command. */
export const cli: Plugin = session<CliOptions>({
  id: 'cli',
  role: 'session',
  title: 'Terminal',
  summary: 'A terminal inside the machine: its login shell, or one command.',
  options: CliOptions,
  migrations: [],
  localities: ['connection'],
  view: 'terminal',
  inside: true,
  probe: alwaysUsable,
  async attach(context, { options }, wish) {
    context.signal.throwIfAborted()
    return context.shell.terminal({ ...wish, command: wish.command ?? commandOf(options) })
  },
  viewer: ({ viewer }) => viewer,
  async launch(context, { name, options }, near) {
    context.signal.throwIfAborted()
    const program = await near.program(['xterm', 'x-terminal-emulator'])
    return { where: 'here', argv: [program, '-T', name, '-e', ...(await near.terminal(commandOf(options)))] }
  },
})

function commandOf({ command: [command, ...args] }: CliOptions): readonly [string, ...string[]] | null {
  return command === undefined ? null : [command, ...args]
}
