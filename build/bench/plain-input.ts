import type { PlanInput } from '../../shared/logic/draft.ts'
import type { Member } from '../../shared/logic/members.ts'

const rungs = ['ask', 'off', 'kill'] as const

/** A world in which everything is off and can be started: asking it costs nothing, so that the planner alone is measured. */
export const plainInput = (members: readonly Member[]): PlanInput => ({
  goal: 'up',
  members,
  seen: () => 'off',
  windows: null,
  only: null,
  dependants: 'refuse',
  claimedElsewhere: () => null,
  of: () => null,
  sleeps: () => false,
  canDo: () => true,
  stops: () => rungs,
  ground: () => false,
  here: () => false,
  basis: { revision: 1, observedAt: 0 },
  limits: { all: 32, perLane: 8 },
  timeouts: { startMs: 300_000, windowMs: 20_000 },
})
