import { connect, type Client } from '../../../shared/contract/connect.ts'
import type { In } from '../../../shared/contract/contract.ts'
import type { Wire } from '../../../shared/contract/wire.ts'
import type { Event } from '../../../shared/model/event.ts'
import { WorkspaceId } from '../../../shared/model/id.ts'
import type { Goal } from '../../../shared/model/plan.ts'
import { ProblemError, type Problem } from '../../../shared/model/problem.ts'
import type { RunRecord, Verdict } from '../../../shared/model/run.ts'

/** A client of an engine over whatever wire, that does what people do with it. */
export interface TestClient extends Client {
  /** All that it was told. */
  readonly events: readonly Event[]
  /** Resolves with the first event, old or new, that fits. */
  until(fits: (event: Event) => boolean): Promise<Event>
  /** Takes in a document of one workspace. Throws when anything in it is wrong. */
  take(text: string): Promise<WorkspaceId>
  /** Plans and begins a run; a plan that grew old meanwhile is looked at anew, and that one begun. */
  begin(workspace: string, goal: Goal, more?: RunMore): Promise<string>
  record(run: string): Promise<RunRecord>
  /** The record of a run that has ended, sooner or later. */
  ended(run: string): Promise<RunRecord>
  /** Plans, begins, and waits for the end. */
  run(workspace: string, goal: Goal, more?: RunMore): Promise<RunRecord>
}

export type RunMore = Pick<In<'run.start'>, 'only' | 'dependants' | 'follows'>

/** How a run ended, with what went wrong, so that a failed test tells it. */
export const outcome = ({ verdict, steps }: RunRecord): { verdict: Verdict | null; problems: Problem[] } => ({
  verdict,
  problems: Object.values(steps).flatMap(({ problem }) => problem ?? []),
})

export function testClient(wire: Wire): TestClient {
  const events: Event[] = []
  const waiting = new Set<(event: Event) => void>()
  const client = connect(wire, (event) => {
    events.push(event)
    for (const hear of waiting) hear(event)
  })
  const { composer } = client
  const until = (fits: (event: Event) => boolean): Promise<Event> => {
    const there = events.find(fits)
    if (there) return Promise.resolve(there)
    const { promise, resolve } = Promise.withResolvers<Event>()
    const hear = (event: Event) => {
      if (!fits(event)) return
      waiting.delete(hear)
      resolve(event)
    }
    waiting.add(hear)
    return promise
  }
  const begin: TestClient['begin'] = async (name, goal, { follows = null, ...part } = {}) => {
    const wish = { workspace: WorkspaceId.parse(name), goal, ...part }
    for (;;) {
      const { digest } = await composer['plan.make'](wish)
      try {
        return (await composer['run.start']({ ...wish, follows, digest })).run
      } catch (cause) {
        // A machine that came up in between: as a person would, looks at the new plan and starts that.
        if (!(cause instanceof ProblemError) || cause.problem.code !== 'plan.stale') throw cause
      }
    }
  }
  const record = async (run: string) => {
    const found = (await composer['runs.list']({ limit: 500 })).runs.find(({ id }) => id === run)
    if (!found) throw new Error(`there is no record of ${run}`)
    return found
  }
  const ended = async (run: string) => {
    await until((event) => event.type === 'run.ended' && event.run === run)
    return record(run)
  }
  return {
    ...client,
    events,
    until,
    async take(text) {
      const { workspaces, problems } = await composer['document.import']({ text })
      const [workspace] = workspaces
      if (!workspace || problems.length > 0) throw new Error(`the document is wrong: ${JSON.stringify(problems)}`)
      return workspace
    },
    begin,
    record,
    ended,
    run: async (workspace, goal, more) => ended(await begin(workspace, goal, more)),
  }
}
