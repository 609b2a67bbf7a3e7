import { createContext, useMemo, useRef } from 'react'
import { isOpen } from '../../shared/logic/aftermath.ts'
import { type Box, boxesOf } from '../../shared/logic/boxes.ts'
import { foldNest, type Nest, nestOf, sameNest } from '../../shared/logic/nest.ts'
import { usersOf } from '../../shared/logic/sharing.ts'
import type { Known } from '../../shared/logic/relate.ts'
import type { ComponentId } from '../../shared/model/id.ts'
import type { Service } from '../../shared/model/service.ts'
import type { Workspace } from '../../shared/model/workspace.ts'
import type { LiveRun } from '../../shared/logic/live-run.ts'
import { type Sorted, useSorted } from '../store/entries.ts'
import { useExpected } from '../store/expected.ts'
import { type Shown, useLaunch } from '../store/launch.ts'
import { newestFirst, useLive } from '../store/live.ts'
import { useNow } from '../ui/useNow.ts'
import { useBench } from './bench.ts'
import { type Face, keptFaces } from './face.ts'
import { facesOf } from './faces.ts'

/** All that the composer's panels share about the open service. */
export interface Stage {
  readonly service: Service
  /** The first workspace that contains it: what Start starts. Null when none does. */
  readonly workspace: Workspace | null
  readonly sorted: Sorted
  readonly known: Known
  /** All that is drawn, references opened; and what of it is shown: without what is folded away. */
  readonly whole: Nest
  readonly nest: Nest
  /** Whether it is hardware: it stands on nothing, not even on this computer. */
  readonly isGround: (id: ComponentId) => boolean
  readonly boxes: ReadonlyMap<ComponentId, Box>
  readonly faces: ReadonlyMap<ComponentId, Face>
  /** The run that goes on, or the newest one. */
  readonly run: LiveRun | null
  readonly running: boolean
  /** Structure may not be changed: something runs, and nobody unlocked it. */
  readonly locked: boolean
  readonly shown: Shown | null
  readonly expected: (step: string) => number | null
  /** ms since 1970; moves once a second while something runs. */
  readonly now: number
}

/** The stage as it is now, for what stands in a panel that is not drawn anew with every event of a run. */
export const StageNow = createContext<Stage | null>(null)

/** Whether all is as before that does not change with the events of a run. */
export const sameBuild = (a: Stage, b: Stage): boolean =>
  a.service === b.service &&
  a.workspace === b.workspace &&
  a.sorted === b.sorted &&
  a.known === b.known &&
  a.whole === b.whole &&
  a.nest === b.nest &&
  a.running === b.running &&
  a.locked === b.locked

/** Joins document, live state and plan for one service. */
export function useStage(service: Service): Stage {
  const all = useSorted()
  const cards = useLive((state) => state.cards)
  const seen = useLive((state) => state.seen)
  const runs = useLive((state) => state.runs)
  const unlocked = useBench((state) => state.unlocked)
  const workspace = useMemo(() => all.workspaces.find((w) => w.services.includes(service.id)) ?? null, [all, service.id])
  const shown = useLaunch((state) => (workspace ? (state.shown[workspace.id] ?? null) : null))
  const mine = useMemo(() => newestFirst(runs).filter((run) => run.record.workspace === workspace?.id), [runs, workspace?.id])
  const run = mine.find((r) => r.record.ended === null) ?? mine[0] ?? null
  const running = run !== null && run.record.ended === null
  const now = useNow(running, 1_000)
  const expected = useExpected(workspace?.id ?? null)
  const known = useMemo((): Known => ({ machines: all.machines, cards }), [all, cards])
  const drawn = useMemo(() => nestOf(service, all.services), [service, all])
  const whole = useKept(drawn, sameNest)
  const shut = useBench((state) => state.shut[service.id] ?? nobody)
  const nest = useMemo(() => foldNest(whole, new Set(shut)), [whole, shut])
  const boxes = useMemo(() => boxesOf(nest), [nest])
  const isGround = useMemo(() => groundIn(whole, known), [whole, known])
  const users = useMemo(() => usersOf(all.workspaces, all.services), [all])
  const problems = shown?.problems ?? none
  const going = running || (run?.record.verdict === 'failed' && isOpen(run.record)) ? run : null
  const looks = useMemo(
    () =>
      facesOf({
        nest: whole,
        machines: all.machines,
        users,
        workspace: workspace?.id ?? null,
        cards,
        seen,
        run: going,
        problems,
        expected,
        now,
      }),
    [whole, all, users, workspace?.id, cards, seen, going, problems, expected, now],
  )
  const before = useRef<Stage['faces']>(looks)
  const faces = useMemo(() => keptFaces(before.current, looks), [looks])
  before.current = faces
  const locked = running && !unlocked.includes(run.record.id)
  return { service, workspace, sorted: all, known, whole, nest, isGround, boxes, faces, run, running, locked, shown, expected, now }
}
const none: Shown['problems'] = []

const groundIn = (whole: Nest, { machines, cards }: Known) => {
  const kinds = new Set(cards.flatMap((card) => (card.ground ? [card.id] : [])))
  return (id: ComponentId): boolean => {
    const is = whole.get(id)?.component.is
    const machine = is && 'machine' in is ? machines.get(is.machine) : undefined
    return machine !== undefined && kinds.has(machine.plugin)
  }
}

const nobody: readonly ComponentId[] = []

/** The very same value as before while it is as good as the new one. */
function useKept<T>(value: T, same: (a: T, b: T) => boolean): T {
  const before = useRef(value)
  if (before.current !== value && !same(before.current, value)) before.current = value
  return before.current
}
