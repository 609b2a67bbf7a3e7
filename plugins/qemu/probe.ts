import { hasCode } from '../../shared/model/problem.ts'
import type { Context, Probe } from '../../shared/plugin/plugin.ts'
import { showPlace } from '../host-place.ts'
import { readVersion } from './parse.ts'
import { packageHint } from './problems.ts'

const PROGRAM = 'qemu-system-x86_64'

/** Is QEMU here, and which? */
export async function probe({ shell, signal }: Context): Promise<Probe> {
  signal.throwIfAborted()
  try {
    const ran = await shell.run(PROGRAM, ['--version'], { okCodes: [0, 1, 126, 127], signal })
    const version = readVersion(ran.stdout)
    if (ran.code === 0 && version) return { usable: true, version, problems: [] }
  } catch (cause) {
    signal.throwIfAborted()
    if (!hasCode(cause, 'command.missing')) throw cause
  }
  return {
    usable: false,
    version: null,
    problems: [
      {
        code: 'qemu.absent',
        severity: 'error',
        title: 'QEMU is not installed',
        message: `There is no working program ${PROGRAM} on ${showPlace(shell)}.`,
        hint: packageHint(PROGRAM),
      },
    ],
  }
}
