import { useMemo } from 'react'
import { type Action, useProvideActions } from '../store/actions.ts'
import { type LiveState, useLive } from '../store/live.ts'
import { go } from '../store/route.ts'
import { KindIcon } from '../ui/KindIcon.tsx'
import type { Acts } from './acts.ts'
import { useBench } from './bench.ts'
import { partActions } from './partActions.ts'
import { useSelection } from './selection.ts'
import type { Stage } from './useScene.ts'

/** What the command palette offers while this service is open. */
export function useCanvasActions(stage: Stage, acts: Acts): void {
  const { service, workspace, running, locked, known, whole } = stage
  const selected = useSelection(service)
  const seen = useLive((live) => (selected.length > 0 ? live.seen : nothing))
  const fixed = locked ? 'the structure is locked while it runs' : null
  const own = useMemo((): readonly Action[] => {
    const chosen = service.components.filter((c) => selected.includes(c.id))
    return chosen.flatMap((c): Action[] => [
      ...partActions({ workspace, running, known, whole }, [c.id], seen)
        .flat()
        .map(
          ({ id, title, why, run }): Action => ({
            id: `${id} ${c.id}`,
            group: 'Do',
            title: title === 'Who needs me?' ? `Who needs ${c.name}?` : `${title}: ${c.name}`,
            blocked: why,
            run,
          }),
        ),
      { id: `delete ${c.id}`, group: 'Do', title: `Delete ${c.name}`, keys: 'Del', blocked: fixed, run: () => acts.remove([c.id]) },
      { id: `copy ${c.id}`, group: 'Do', title: `Duplicate ${c.name}`, keys: 'Ctrl+D', blocked: fixed, run: () => acts.duplicate([c.id]) },
    ])
  }, [service, workspace, running, fixed, known, whole, seen, selected, acts])
  // There is one for each part: made anew when the service changes, not with every event of a run.
  const others = useMemo((): readonly Action[] => {
    const bricks = known.cards.flatMap((card): Action[] =>
      card.role === 'machine'
        ? [
            {
              id: `add ${card.id}`,
              group: 'Do',
              title: `Add ${card.title}`,
              blocked: fixed,
              icon: <KindIcon kind={card.id} />,
              run: () => acts.add({ card }, null),
            },
          ]
        : [],
    )
    const all = service.components.map(
      (c): Action => ({
        id: `go ${c.id}`,
        group: 'Go to',
        title: `${service.name}, ${c.name}`,
        detail: 'on the canvas',
        icon: <KindIcon kind={'service' in c.is ? 'service' : (known.machines.get(c.is.machine)?.plugin ?? '')} />,
        run: () => {
          go('composer', service.id)
          acts.select([c.id])
          useBench.getState().show(c.id)
        },
      }),
    )
    return [{ id: 'tidy', group: 'Do', title: 'Tidy up the canvas', run: acts.tidy }, ...bricks, ...all]
  }, [service, fixed, known, acts])
  useProvideActions(
    'composer',
    useMemo(() => [...own, ...others], [own, others]),
  )
}
const nothing: LiveState['seen'] = {}
