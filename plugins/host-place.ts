import type { Context } from '../shared/plugin/plugin.ts'
import type { Shell } from '../shared/plugin/shell.ts'

/** What people call the place of a shell. */
export function showPlace({ place }: Shell): string {
  const last = place.levels.at(-1)
  return last?.label ?? last?.tcp ?? last?.id ?? 'the machine that carries it'
}

/** A file that a setting of a machine names. */
export interface NamedFile {
  readonly option: string
  readonly path: string | null
}

/** The first of these files that is not there; for hypervisors that cannot say which setting named the one they miss. */
export async function firstMissing(
  { shell, signal }: Context,
  named: readonly NamedFile[],
): Promise<{ option: string; path: string } | null> {
  const files = named.flatMap(({ option, path }) => (path === null ? [] : [{ option, path }]))
  if (files.length === 0) return null
  const there = await shell.run('ls', ['-dL', '--', ...files.map(({ path }) => path)], { okCodes: [0, 1, 2], signal })
  const found = new Set(there.stdout.split('\n'))
  return files.find(({ path }) => !found.has(path)) ?? null
}
