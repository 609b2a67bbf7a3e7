import type { Context } from '../../shared/plugin/plugin.ts'

/** The named variables of the place where the shell's programs run; what is not set is left out. */
export async function environment({ shell, signal }: Context, names: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { stdout } = await shell.run('env', [], { signal })
  const pairs = stdout.split('\n').flatMap((line): [string, string][] => {
    const at = line.indexOf('=')
    const name = line.slice(0, Math.max(0, at))
    return names.includes(name) ? [[name, line.slice(at + 1)]] : []
  })
  return new Map(pairs)
}
