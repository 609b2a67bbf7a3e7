import { ProblemError } from '../../shared/model/problem.ts'
import type { Context, Probe } from '../../shared/plugin/plugin.ts'

/** What looking for a desktop found; a problem on the way is an answer too: there is none that could be used. */
export async function answer({ signal }: Context, look: () => Promise<Probe>): Promise<Probe> {
  try {
    return await look()
  } catch (cause) {
    if (signal.aborted || !(cause instanceof ProblemError)) throw cause
    return { usable: false, version: null, problems: [cause.problem] }
  }
}
