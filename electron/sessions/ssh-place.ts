import { ProblemError } from '../../shared/model/problem.ts'
import type { Shell } from '../../shared/plugin/shell.ts'
import type { Connection } from './connection.ts'
import { foreignScratch } from './scratch.ts'
import { runThere } from './ssh-run.ts'

/** What must be known of a machine before it can be a shell. */
export interface FarPlace {
  readonly os: Shell['os']
  readonly scratch: string
}

/** The same rule as on this computer (scratch.ts), asked for in one go: a round trip through five levels takes its time. */
const look = `
folder=/tmp/servicecomposer-$(id -u)
mkdir -m 700 "$folder" 2>/dev/null
if [ -L "$folder" ]; then state=foreign
elif [ -e "$folder" ] && ! { [ -d "$folder" ] && [ -O "$folder" ]; }; then state=foreign
else state=own; chmod 700 "$folder" 2>/dev/null; fi
printf '%s\\n' "$state" "$(uname -s)" "$folder"
`

/**
 * Asks the machine for its system and makes this user's folder there. A login that may run nothing, as on a pure jump host, can still
 * be passed through. Rejects with `scratch.foreign`.
 */
export async function findPlace(connection: Connection, user: string, signal: AbortSignal): Promise<FarPlace> {
  const lines = await runThere(connection, 'sh', ['-c', look], { signal }).then(
    ({ stdout }) => stdout.trimEnd().split('\n').slice(-3),
    (error: unknown) => {
      if (signal.aborted || connection.lost() || !isRestricted(error)) throw error
      return []
    },
  )
  const [state, system, folder] = lines
  if (!state || !system || !folder) return { os: 'linux', scratch: `/tmp/servicecomposer-${user}` }
  if (state !== 'own') throw foreignScratch(folder, connection.name)
  return { os: systemOf(system), scratch: folder }
}

const isRestricted = (error: unknown) =>
  error instanceof ProblemError &&
  ['command.failed', 'command.missing', 'ssh.no-commands', 'ssh.sessions-full'].includes(error.problem.code)

function systemOf(uname: string): Shell['os'] {
  if (uname === 'Darwin') return 'darwin'
  if (uname === 'SunOS') return 'solaris'
  if (/BSD|DragonFly/.test(uname)) return 'bsd'
  return /^(CYGWIN|MINGW|MSYS|Windows)/.test(uname) ? 'windows' : 'linux'
}
