import { createElement, useMemo } from 'react'
import { type Action, useProvideActions } from '../store/actions.ts'
import { useBench, viewOf } from './bench.ts'
import { useSelection } from './selection.ts'
import type { Stage } from './useScene.ts'
import { views } from './views.ts'

const nobody: readonly string[] = []

/** What the command palette offers of the three views: which one, what is folded, where something is, and relations without a pointer. */
export function useViewActions({ service, whole, locked }: Stage): void {
  const selected = useSelection(service)
  const shown = useBench((bench) => viewOf(bench, service))
  const shut = useBench((bench) => bench.shut[service.id] ?? nobody)
  const actions = useMemo((): readonly Action[] => {
    const bench = useBench.getState()
    const fixed = locked ? 'the structure is locked while it runs' : null
    const chosen = service.components.filter(({ id }) => selected.includes(id))
    const [only] = chosen
    const who = chosen.length === 1 && only ? only.name : `${chosen.length} parts`
    const carriers = [...whole].flatMap(([id, { above }]) => (above.length > 0 ? [id] : []))
    const relate = (what: 'on' | 'after') => () => bench.set({ pick: { what, parts: chosen.map(({ id }) => id) } })
    return [
      ...views.map(
        ({ view, title, icon, keys }): Action => ({
          id: `view ${view}`,
          group: 'Do',
          title: `Show as ${title.toLowerCase()}`,
          keys,
          icon: createElement(icon, { size: 16, stroke: 1.75, 'aria-hidden': true }),
          blocked: view === shown ? 'it is shown so now' : null,
          run: () => bench.look(service.id, view),
        }),
      ),
      { id: 'find part', group: 'Do', title: 'Find a part', keys: 'Ctrl+F', run: () => bench.set({ finding: true }) },
      {
        id: 'fold all',
        group: 'Do',
        title: 'Fold everything',
        blocked: carriers.length === 0 ? 'nothing carries anything' : null,
        run: () => bench.fold(service.id, carriers, true),
      },
      {
        id: 'unfold all',
        group: 'Do',
        title: 'Unfold everything',
        blocked: shut.length === 0 ? 'nothing is folded' : null,
        run: () => bench.fold(service.id, carriers, false),
      },
      ...(chosen.length === 0
        ? []
        : [
            { id: 'carry', group: 'Do', title: `Carry ${who} elsewhere…`, keys: 'Alt+↑', blocked: fixed, run: relate('on') } as const,
            { id: 'depend', group: 'Do', title: `${who} depends on…`, keys: 'Shift+D', blocked: fixed, run: relate('after') } as const,
          ]),
    ]
  }, [service, whole, locked, selected, shown, shut])
  useProvideActions('views', actions)
}
