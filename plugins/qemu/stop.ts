import { hasCode } from '../../shared/model/problem.ts'
import type { Context, Target } from '../../shared/plugin/plugin.ts'
import { agentListens, shutByAgent } from './agent.ts'
import { withQmp } from './control.ts'
import type { QemuOptions } from './options.ts'
import { readStatus } from './parse.ts'
import { placeOf, type Place } from './place.ts'
import { stillThere } from './problems.ts'

/**
 * Tells the agent inside the guest, where one listens; else presses the power button, once. A guest that is not yet listening
 * loses that without a word.
 */
export async function soften(context: Context, target: Target<QemuOptions>): Promise<void> {
  context.signal.throwIfAborted()
  const place = placeOf(context.shell.scratch, target.id)
  const status = await ask(context, place, 'query-status')
  if (status === null) return
  // A paused guest hears nothing.
  if (readStatus(status.answer).condition === 'paused') await ask(context, place, 'cont')
  if (target.options.agent) {
    const channels = await ask(context, place, 'query-chardev')
    if (channels && agentListens(channels.answer) && (await shutByAgent(context, place))) return
  }
  context.say('pressing the power button')
  await ask(context, place, 'system_powerdown')
}

/** Tells QEMU to quit: the guest is powered off. */
export async function quit(context: Context, target: Target<QemuOptions>): Promise<void> {
  context.signal.throwIfAborted()
  context.say('QEMU is told to quit')
  await ask(context, placeOf(context.shell.scratch, target.id), 'quit')
}

/** The answer; null when QEMU is gone. */
async function ask(context: Context, place: Place, command: string): Promise<{ readonly answer: unknown } | null> {
  try {
    return await withQmp(context, place, async (qmp) => ({ answer: await qmp.ask(command) }))
  } catch (cause) {
    context.signal.throwIfAborted()
    if (hasCode(cause, 'qemu.gone')) return null
    throw cause
  }
}

/** Only a process that names this machine's own pid file on its command line is killed: a number alone proves nothing. */
export async function kill(context: Context, target: Target<QemuOptions>): Promise<void> {
  const { shell, signal } = context
  signal.throwIfAborted()
  const place = placeOf(shell.scratch, target.id)
  const noted = await shell.run('cat', [place.pid], { okCodes: [0, 1], signal })
  const pid = /^\d+$/.exec(noted.stdout.trim())?.[0]
  if (pid === undefined) throw stillThere(target)
  const source = shell.os === 'linux' ? (['cat', [`/proc/${pid}/cmdline`]] as const) : (['ps', ['-o', 'args=', '-p', pid]] as const)
  const command = await shell.run(source[0], source[1], { okCodes: [0, 1], signal })
  if (!command.stdout.includes(place.pid)) throw stillThere(target)
  context.say('its process is killed')
  await shell.run('kill', ['-9', pid], { okCodes: [0, 1], signal })
}
