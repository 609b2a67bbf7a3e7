import { hasCode, ProblemError } from '../../shared/model/problem.ts'
import type { Context, Target } from '../../shared/plugin/plugin.ts'
import { ANY_CODE } from '../../shared/plugin/shell.ts'
import { firstMissing, showPlace, type NamedFile } from '../host-place.ts'
import { accelerator } from './accelerate.ts'
import { argvOf } from './argv.ts'
import { withQmp } from './control.ts'
import type { QemuOptions } from './options.ts'
import { readRefusal } from './parse.ts'
import { placeOf, uuidOf, type Place } from './place.ts'
import { absent, fileMissing, refused } from './problems.ts'

/**
 * Starts the machine in the background, where it outlives whoever asked. Already running is success: QEMU itself holds a
 * lock on its pid file, so that of two starts at once only one comes about.
 */
export async function start(context: Context, target: Target<QemuOptions>): Promise<void> {
  const { shell, signal } = context
  signal.throwIfAborted()
  const place = placeOf(shell.scratch, target.id)
  if ((await withQmp(context, place, (qmp) => qmp.ask('query-status'))) !== null) return context.say(`${target.name} runs already`)

  await checkFiles(context, target)
  const accel = await accelerator(context, target.options)
  await shell.run('mkdir', ['-p', '-m', '700', place.folder], { signal })
  const args = argvOf({ ...target, uuid: uuidOf(target.id, target.locator), place, accelerator: accel })
  const ran = await launch(context, target, args)
  if (ran.code !== 0) {
    const refusal = readRefusal(ran.stderr)
    if (refusal.why === 'running') return context.say(`${target.name} is being started by somebody else`)
    throw refused(target, refusal, ran.stderr)
  }
  await takeNote(context, target, place)
  context.say(`${target.name} is powered on`)
}

async function launch(context: Context, target: Target<QemuOptions>, args: readonly string[]) {
  try {
    return await context.shell.run(target.options.program, args, { okCodes: ANY_CODE, signal: context.signal })
  } catch (cause) {
    if (hasCode(cause, 'command.missing')) throw absent(target, showPlace(context.shell))
    throw cause
  }
}

/** Looked at before QEMU is, because QEMU cannot say which setting named a file. */
async function checkFiles(context: Context, target: Target<QemuOptions>): Promise<void> {
  const missing = await firstMissing(context, filesOf(target.options))
  if (missing) throw fileMissing(target, missing.option, missing.path, showPlace(context.shell))
}

const filesOf = ({ kernel, initrd, modules, disks, iso }: QemuOptions): NamedFile[] => [
  { option: 'Kernel', path: kernel },
  { option: 'Initial RAM disk', path: initrd },
  ...modules.map(({ file }, index) => ({ option: `Boot modules › ${index + 1} › File`, path: file })),
  ...disks.map(({ file }, index) => ({ option: `Disks › ${index + 1} › File`, path: file })),
  { option: 'CD image', path: iso },
]

/** So that `enumerate` can tell what was started here. Not being able to write it down does not make the start a failure. */
async function takeNote({ shell, signal, say }: Context, { id, name, options }: Target<QemuOptions>, place: Place): Promise<void> {
  try {
    await shell.run('tee', [place.note], { stdin: JSON.stringify({ id, name, options }), signal })
  } catch (cause) {
    signal.throwIfAborted()
    if (!(cause instanceof ProblemError)) throw cause
    say(`${place.note} could not be written: ${cause.problem.message}`)
  }
}
