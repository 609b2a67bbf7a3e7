import { session } from '../../shared/plugin/define.ts'
import type { Plugin } from '../../shared/plugin/plugin.ts'
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
  async probe(context) {
    context.signal.throwIfAborted()
    return { usable: true, version: null, problems: [] }
  },
  async attach(context, { options }, wish) {
    context.signal.throwIfAborted()
    const [command, ...args] = options.command
    return context.shell.terminal({ ...wish, command: wish.command ?? (command === undefined ? null : [command, ...args]) })
  },
})
