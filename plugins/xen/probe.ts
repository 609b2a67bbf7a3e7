import type { Context, Probe } from '../../shared/plugin/plugin.ts'
import { hasCode, type Problem } from '../../shared/model/problem.ts'
import { showPlace } from '../host-place.ts'
import { firstLines, readVersion } from './parse.ts'
import { placeProblem } from './problems.ts'
import { readRefusal } from './refusal.ts'
import { asRoot } from './xl.ts'

/** Is this a Xen host whose guests may be spoken to, and which Xen is it? */
export async function probe(context: Context): Promise<Probe> {
  context.signal.throwIfAborted()
  const where = showPlace(context.shell)
  try {
    const ran = await asRoot(context, { sudo: false }, 'xl', ['info'])
    const version = readVersion(ran.stdout)
    if (ran.code === 0 && version) return { usable: true, version, problems: [] }
    const { why } = readRefusal(ran.stderr)
    return unusable(placeProblem(why === 'no-permission' || why === 'no-host' ? why : 'other', where, firstLines(ran.stderr)))
  } catch (cause) {
    context.signal.throwIfAborted()
    if (!hasCode(cause, 'command.missing')) throw cause
    return unusable(placeProblem('absent', where, ''))
  }
}

const unusable = (problem: Problem): Probe => ({ usable: false, version: null, problems: [problem] })
