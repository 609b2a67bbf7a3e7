import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconDownload,
  IconMoon,
  IconPlayerPlay,
  IconPlayerStop,
  IconPlus,
  IconRefresh,
  IconSun,
  IconSunMoon,
  IconUpload,
  IconX,
} from '@tabler/icons-react'
import { useMemo } from 'react'
import { isOpen } from '../../shared/logic/aftermath.ts'
import { newService } from '../../shared/logic/add.ts'
import type { RunRecord } from '../../shared/model/run.ts'
import { useDocument } from '../store/document.ts'
import { fresh } from '../store/fresh.ts'
import { goOn, leave, undo } from '../store/follow-up.ts'
import { useLaunch } from '../store/launch.ts'
import { go } from '../store/route.ts'
import { useTransfer } from '../store/transfer.ts'
import { attempt, useView } from '../store/view.ts'
import type { Action } from '../store/actions.ts'
import { StateGlyph } from '../ui/StateGlyph.tsx'
import { stateOfWorkspace } from '../ui/states.ts'
import { places } from './places.tsx'
import { useStatuses } from './useStatuses.ts'

const look = { size: 16, stroke: 1.75, 'aria-hidden': true } as const

/** Makes an empty service with the workspace that starts it, and opens it in the Composer. */
export function composeNew(name = 'New service'): void {
  const { edit, service } = newService(name, fresh)
  attempt(async () => {
    await useDocument.getState().edit(`New service ${name}`, edit)
    go('composer', service.id)
  })
}

/** What can be done from everywhere: places, undo, theme, files, and each workspace. */
export function useBaseActions(): readonly Action[] {
  const undo = useDocument((state) => state.undos.at(-1)?.name ?? null)
  const redo = useDocument((state) => state.redos.at(-1)?.name ?? null)
  const workspaces = useWorkspaceActions()
  return useMemo(() => {
    const { undo: takeBack, redo: again } = useDocument.getState()
    const { setTheme } = useView.getState()
    const { choose, save } = useTransfer.getState()
    const fixed: Action[] = [
      { id: 'new', group: 'Do', title: 'New service-workspace', icon: <IconPlus {...look} />, run: () => composeNew() },
      {
        id: 'undo',
        group: 'Do',
        title: undo ? `Undo: ${undo}` : 'Undo',
        keys: 'Ctrl+Z',
        icon: <IconArrowBackUp {...look} />,
        blocked: undo ? null : 'nothing to undo',
        run: () => attempt(takeBack),
      },
      {
        id: 'redo',
        group: 'Do',
        title: redo ? `Redo: ${redo}` : 'Redo',
        keys: 'Ctrl+Shift+Z',
        icon: <IconArrowForwardUp {...look} />,
        blocked: redo ? null : 'nothing to redo',
        run: () => attempt(again),
      },
      { id: 'import', group: 'Do', title: 'Import a file…', icon: <IconUpload {...look} />, run: choose },
      {
        id: 'export',
        group: 'Do',
        title: 'Export everything',
        icon: <IconDownload {...look} />,
        run: () => attempt(() => save([], 'servicecomposer')),
      },
      { id: 'dark', group: 'Do', title: 'Dark theme', icon: <IconMoon {...look} />, run: () => setTheme('dark') },
      { id: 'light', group: 'Do', title: 'Light theme', icon: <IconSun {...look} />, run: () => setTheme('light') },
      { id: 'auto', group: 'Do', title: 'Theme of the system', icon: <IconSunMoon {...look} />, run: () => setTheme('auto') },
    ]
    const ways = places.map(
      ({ place, title, icon: Picture }, index): Action => ({
        id: `go.${place}`,
        group: 'Go to',
        title,
        keys: `Ctrl+${index + 1}`,
        icon: <Picture {...look} />,
        run: () => go(place),
      }),
    )
    return [...fixed, ...workspaces, ...ways]
  }, [undo, redo, workspaces])
}

/** The ways on from a run that did not end well. */
function unsettled(record: RunRecord, name: string): Action[] {
  const group = 'Service-workspaces'
  const goes = record.verdict === 'interrupted' ? 'Continue' : 'Retry'
  return [
    {
      id: `go-on ${record.id}`,
      group,
      title: `${goes}: ${name}`,
      icon: <IconRefresh {...look} />,
      run: () => {
        go('runs', record.id)
        attempt(() => goOn(record, null))
      },
    },
    {
      id: `take-back ${record.id}`,
      group,
      title: `Take back: ${name}`,
      icon: <IconArrowBackUp {...look} />,
      run: () => attempt(async () => go('runs', await undo(record))),
    },
    {
      id: `leave ${record.id}`,
      group,
      title: `Leave as it is: ${name}`,
      icon: <IconX {...look} />,
      run: () => attempt(() => leave(record)),
    },
  ]
}

function useWorkspaceActions(): readonly Action[] {
  const statuses = useStatuses()
  return useMemo(
    () =>
      statuses.flatMap(([workspace, status]): Action[] => {
        const { press, cancel } = useLaunch.getState()
        const show = (goal: 'up' | 'down') => () => {
          go('launchpad', workspace.id)
          attempt(() => press(workspace, goal))
        }
        const { running, state, last } = status
        const name = workspace.name
        const open = !running && last && isOpen(last.record) ? last.record : null
        return [
          ...(open ? unsettled(open, name) : []),
          running
            ? {
                id: `cancel ${workspace.id}`,
                group: 'Service-workspaces',
                title: `Cancel: ${name}`,
                icon: <IconX {...look} />,
                run: () => attempt(() => cancel(running.record)),
              }
            : {
                id: `start ${workspace.id}`,
                group: 'Service-workspaces',
                title: `Start: ${name}`,
                icon: <IconPlayerPlay {...look} />,
                blocked: state === 'ready' ? 'not now: it is ready' : null,
                run: show('up'),
              },
          {
            id: `stop ${workspace.id}`,
            group: 'Service-workspaces',
            title: `Stop: ${name}`,
            icon: <IconPlayerStop {...look} />,
            blocked: running ? 'not now: a run goes on' : state === 'off' ? 'not now: it is off' : null,
            run: show('down'),
          },
          {
            id: `open ${workspace.id}`,
            group: 'Service-workspaces',
            title: `Open in Composer: ${name}`,
            detail: `${status.components.length} machines`,
            icon: <StateGlyph state={stateOfWorkspace(state)} />,
            run: () => go('composer', workspace.services[0]),
          },
        ]
      }),
    [statuses],
  )
}
