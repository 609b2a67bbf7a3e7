import { setTimeout } from 'node:timers/promises'
import type { Context, Target } from '../../shared/plugin/plugin.ts'
import type { Shell } from '../../shared/plugin/shell.ts'

/** A context on a real shell and the real clock, which keeps what was said. */
export interface RealContext extends Context {
  readonly said: string[]
}

export function realContext(shell: Shell, signal: AbortSignal = AbortSignal.timeout(115_000)): RealContext {
  const said: string[] = []
  return {
    shell,
    signal,
    said,
    say: (line) => void said.push(line),
    secret: async () => null,
    sleep: (ms) => setTimeout(ms, undefined, { signal }),
    now: () => Date.now(),
  }
}

export const targetOf = (id: string, options: unknown): Target<unknown> => ({
  id,
  name: id.replace(/^machine:/, ''),
  locator: {},
  options,
  placement: null,
  endpoints: [],
})
