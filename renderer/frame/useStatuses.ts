import { useMemo } from 'react'
import type { Workspace } from '../../shared/model/workspace.ts'
import { useSorted } from '../store/entries.ts'
import { useLive } from '../store/live.ts'
import { statusOf, type Status } from '../store/status.ts'

/** Every service-workspace with where it stands now. */
export function useStatuses(): readonly (readonly [Workspace, Status])[] {
  const sorted = useSorted()
  const { workspaces } = sorted
  const seen = useLive((live) => live.seen)
  const runs = useLive((live) => live.runs)
  const cards = useLive((live) => live.cards)
  const open = useLive((live) => live.open)
  return useMemo(
    () => workspaces.map((one) => [one, statusOf(one, sorted, { seen, runs, cards, open })] as const),
    [workspaces, sorted, seen, runs, cards, open],
  )
}
