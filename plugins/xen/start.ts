import type { Context, Target } from '../../shared/plugin/plugin.ts'
import { firstMissing, showPlace } from '../host-place.ts'
import { configOf } from './config.ts'
import { restore } from './save.ts'
import type { XenOptions } from './options.ts'
import { isDead, readName } from './parse.ts'
import { domainOf, placeOf, type Place } from './place.ts'
import { fileMissing, nothingToBoot, otherName, refused } from './problems.ts'
import { readRefusal } from './refusal.ts'
import { asRoot, find, tell, xl } from './xl.ts'

/**
 * Creates the domain, or goes on from its saved state. Already running is success: Xen takes no second domain of the same
 * name, so that of two starts at once only one comes about.
 */
export async function start(context: Context, target: Target<XenOptions>): Promise<void> {
  const { shell, signal } = context
  signal.throwIfAborted()
  const there = await find(context, target)
  if (there && !isDead(there)) return context.say(`${target.name} runs already`)
  if (there) {
    context.say(`what is left of ${target.name} is cleared away`)
    await tell(context, target, ['destroy', there.name])
  }
  const place = placeOf(shell.scratch, target)
  if (await restore(context, target, place)) return

  const config = await theirs(context, target)
  if (config === null) await ours(context, target, place)
  await noteConsole(context, target, place)
  const ran = await xl(context, target, ['create', config ?? place.config])
  if (ran.code === 0) return context.say(`${target.name} is powered on`)
  const refusal = readRefusal(ran.stderr)
  if (refusal.why === 'running') return context.say(`${target.name} is being started by somebody else`)
  throw refused(target, refusal, ran.stderr, showPlace(shell))
}

/** The config file that somebody wrote; null where the settings are ours to write down. */
async function theirs(context: Context, target: Target<XenOptions>): Promise<string | null> {
  const path = target.options.config
  if (path === null) return null
  const kept = await asRoot(context, target.options, 'cat', [path])
  if (kept.code !== 0) throw fileMissing(target, 'Config file', path, showPlace(context.shell))
  const name = readName(kept.stdout)
  if (name !== null && name !== domainOf(target)) throw otherName(target, path, name, domainOf(target))
  return path
}

async function ours(context: Context, target: Target<XenOptions>, place: Place): Promise<void> {
  const { shell, signal } = context
  await checkFiles(context, target)
  await shell.run('mkdir', ['-p', '-m', '700', place.folder], { signal })
  await shell.run('tee', [place.config], { stdin: configOf(domainOf(target), target.options, target.locator), signal })
}

/** Looked at before Xen is, because Xen cannot say which setting named a file. */
async function checkFiles(context: Context, target: Target<XenOptions>): Promise<void> {
  const { type, kernel, ramdisk, bootloader, disks } = target.options
  if (type !== 'hvm' && kernel === null && bootloader === null) throw nothingToBoot(target)
  const missing = await firstMissing(context, [
    { option: 'Kernel', path: kernel },
    { option: 'Initial RAM disk', path: ramdisk },
    ...disks.map(({ file }, index) => ({ option: `Disks › ${index + 1} › File or device`, path: file })),
  ])
  if (missing) throw fileMissing(target, missing.option, missing.path, showPlace(context.shell))
}

/** xenconsoled goes on writing where the guest before this start ended. */
async function noteConsole(context: Context, target: Target<XenOptions>, place: Place): Promise<void> {
  const { shell, signal } = context
  const counted = await asRoot(context, target.options, 'wc', ['-c', place.consoleLog])
  const bytes = counted.code === 0 ? (/^\s*(\d+)/.exec(counted.stdout)?.[1] ?? '0') : '0'
  await shell.run('mkdir', ['-p', '-m', '700', place.folder], { signal })
  await shell.run('tee', [place.began], { stdin: bytes, signal })
}
