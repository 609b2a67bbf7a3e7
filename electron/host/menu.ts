import type { MenuItemConstructorOptions } from 'electron'
import type { TrayModel, WorkspaceState } from '../../shared/logic/tray.ts'
import type { TrayChoice } from '../app/choose.ts'

const LABEL = { start: 'Start', stop: 'Stop', cancel: 'Cancel' } as const

/** The state as shape and word, so that it reads without colour. */
const GLYPH: Record<WorkspaceState, string> = {
  off: '○',
  starting: '◔',
  ready: '●',
  partly: '◑',
  stopping: '◕',
  failed: '✕',
  suspended: '‖',
  unknown: '?',
}

/** The tray's menu: each workspace with its state and its one button, then the app itself. */
export function trayMenu(model: TrayModel, choose: (choice: TrayChoice) => void): MenuItemConstructorOptions[] {
  const workspaces = model.workspaces.map(({ id, name, state, detail, does }) => ({
    label: `${GLYPH[state]} ${name}: ${detail ? `${state}, ${detail}` : state}`,
    submenu: [
      { label: LABEL[does], click: () => choose({ does, workspace: id }) },
      { label: 'Open in Composer', click: () => choose({ does: 'compose', workspace: id }) },
    ],
  }))
  const nothing = [{ label: 'No service-workspaces yet', enabled: false }]
  return [
    ...(workspaces.length > 0 ? workspaces : nothing),
    { type: 'separator' },
    { label: 'Open ServiceComposer', click: () => choose({ does: 'show' }) },
    { label: 'Quit', click: () => choose({ does: 'quit' }) },
  ]
}
