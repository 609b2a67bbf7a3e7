import type { Context, Target } from '../../shared/plugin/plugin.ts'
import { hasCode, withQmp } from './control.ts'
import type { QemuOptions } from './options.ts'
import { readStatus } from './parse.ts'
import { placeOf, type Place } from './place.ts'
import { ignoresPower, stillThere } from './problems.ts'

/** How long a QEMU that obeys `quit` takes at most. */
const QUIT_MS = 5_000
const LOOK_EVERY_MS = 100

/**
 * Presses the power button, again and again, because a guest that is not yet listening loses it without a word. A guest
 * that does not heed it for `gracefulMs` is ended by QEMU; a QEMU that does not answer is killed. Each is said.
 */
export async function stop(context: Context, target: Target<QemuOptions>): Promise<void> {
  context.signal.throwIfAborted()
  const place = placeOf(context.shell.scratch, target.id)
  const { options } = target
  const went = await gracefully(context, place, options)
  if (went === 'gone') return
  if (!options.forced) throw ignoresPower(target)

  if (went === 'deaf') {
    context.say(`${target.name} did not go down within ${options.gracefulMs} ms: QEMU is told to quit`)
    await ask(context, place, 'quit')
    if (await isGone(context, place, QUIT_MS)) return
  }
  context.say(`QEMU of ${target.name} does not ${went === 'deaf' ? 'quit' : 'answer'}: its process is killed`)
  await kill(context, target, place)
}

/** `gone`; `deaf`: QEMU answers, the guest does not heed; `silent`: QEMU itself does not answer. */
async function gracefully(context: Context, place: Place, options: QemuOptions): Promise<'gone' | 'deaf' | 'silent'> {
  const until = context.now() + options.gracefulMs
  while (true) {
    const status = await ask(context, place, 'query-status')
    if (status === 'gone' || status === 'silent') return status
    const { condition } = readStatus(status.answer)
    // A paused guest cannot hear its button.
    if (condition === 'paused') await ask(context, place, 'cont')
    const left = until - context.now()
    // Nobody is left who could heed it: a halted processor, or a guest that is down already.
    if (condition === 'unknown' || condition === 'stopping' || left <= 0) return 'deaf'
    context.say('pressing the power button')
    if ((await ask(context, place, 'system_powerdown')) === 'gone') return 'gone'
    if (await isGone(context, place, Math.min(options.pressEveryMs, left))) return 'gone'
  }
}

type Asked = { readonly answer: unknown } | 'gone' | 'silent'

async function ask(context: Context, place: Place, command: string): Promise<Asked> {
  try {
    const told = await withQmp(context, place, async (qmp) => ({ answer: await qmp.ask(command) }))
    return told ?? 'gone'
  } catch (cause) {
    context.signal.throwIfAborted()
    if (hasCode(cause, 'qemu.gone')) return 'gone'
    if (hasCode(cause, 'qemu.silent') || hasCode(cause, 'connect.silent')) return 'silent'
    throw cause
  }
}

async function isGone(context: Context, place: Place, withinMs: number): Promise<boolean> {
  const until = context.now() + withinMs
  while (context.now() < until) {
    await context.sleep(Math.min(LOOK_EVERY_MS, Math.max(1, until - context.now())))
    const status = await ask(context, place, 'query-status')
    if (status === 'gone') return true
    if (status === 'silent') return false
  }
  return false
}

/** Only a process that names this machine's own pid file on its command line is killed: a number alone proves nothing. */
async function kill(context: Context, target: Target<QemuOptions>, place: Place): Promise<void> {
  const { shell, signal } = context
  const noted = await shell.run('cat', [place.pid], { okCodes: [0, 1], signal })
  const pid = /^\d+$/.exec(noted.stdout.trim())?.[0]
  if (pid === undefined) throw stillThere(target)
  const source = shell.os === 'linux' ? (['cat', [`/proc/${pid}/cmdline`]] as const) : (['ps', ['-o', 'args=', '-p', pid]] as const)
  const command = await shell.run(source[0], source[1], { okCodes: [0, 1], signal })
  if (!command.stdout.includes(place.pid)) throw stillThere(target)
  await shell.run('kill', ['-9', pid], { okCodes: [0, 1], signal })
}
