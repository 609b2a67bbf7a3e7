import type { Context, Probe } from '../shared/plugin/plugin.ts'

/** The `probe` of a kind that needs no tool where it is used. */
export async function alwaysUsable({ signal }: Context): Promise<Probe> {
  signal.throwIfAborted()
  return { usable: true, version: null, problems: [] }
}
