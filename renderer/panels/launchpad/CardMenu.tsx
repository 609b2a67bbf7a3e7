import { Menu } from '@mantine/core'
import {
  IconAppWindow,
  IconBolt,
  IconCopy,
  IconDots,
  IconDownload,
  IconEye,
  IconLayoutBoard,
  IconPlayerStop,
  IconSchema,
  IconTrash,
} from '@tabler/icons-react'
import { change } from '../../../shared/logic/change.ts'
import type { Workspace } from '../../../shared/model/workspace.ts'
import { engine } from '../../client/engine.ts'
import { useDocument } from '../../store/document.ts'
import { fresh } from '../../store/fresh.ts'
import { useLaunch } from '../../store/launch.ts'
import { go } from '../../store/route.ts'
import type { Status } from '../../store/status.ts'
import { useTransfer } from '../../store/transfer.ts'
import { attempt, useView } from '../../store/view.ts'
import { IconButton } from '../../ui/Button.tsx'

const look = { size: 16, stroke: 1.75, 'aria-hidden': true } as const

/** What else can be done with a workspace. */
export function CardMenu({ workspace, status }: { workspace: Workspace; status: Status }) {
  const { edit, undo } = useDocument.getState()
  const active = status.running !== null || status.state === 'ready' || status.state === 'partly'
  const duplicate = () => {
    const copy: Workspace = { ...workspace, id: fresh('workspace'), name: `${workspace.name}, copy`, starred: false }
    attempt(() => edit(`Duplicate ${workspace.name}`, change(null, copy)))
  }
  const remove = () =>
    attempt(async () => {
      await edit(`Delete ${workspace.name}`, change(workspace, null))
      useView.getState().say(`${workspace.name} was deleted. Its services and machines stay.`, { label: 'Undo', run: () => attempt(undo) })
    })
  const setQuick = () =>
    attempt(() => edit(`Quick start of ${workspace.name}`, change(workspace, { ...workspace, quickStart: !workspace.quickStart })))
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <IconButton label={`More about ${workspace.name}`} className="small">
          <IconDots size={16} stroke={1.75} />
        </IconButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconSchema {...look} />} onClick={() => go('composer', workspace.services[0])}>
          Open in Composer
        </Menu.Item>
        <Menu.Item leftSection={<IconLayoutBoard {...look} />} onClick={() => go('layout', workspace.id)}>
          Arrange its windows
        </Menu.Item>
        <Menu.Item leftSection={<IconEye {...look} />} onClick={() => attempt(() => engine['workspace.look']({ workspace: workspace.id }))}>
          Look again
        </Menu.Item>
        {status.state === 'ready' && (
          <Menu.Item leftSection={<IconAppWindow {...look} />} onClick={() => attempt(() => useLaunch.getState().press(workspace, 'up'))}>
            Open its windows…
          </Menu.Item>
        )}
        <Menu.Item
          leftSection={<IconPlayerStop {...look} />}
          disabled={status.running !== null || status.state === 'off'}
          onClick={() => attempt(() => useLaunch.getState().press(workspace, 'down'))}
        >
          Stop…
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<IconBolt {...look} />} onClick={setQuick}>
          {workspace.quickStart ? 'Show the plan before a start' : 'Start without showing the plan'}
        </Menu.Item>
        <Menu.Item leftSection={<IconCopy {...look} />} onClick={duplicate}>
          Duplicate
        </Menu.Item>
        <Menu.Item
          leftSection={<IconDownload {...look} />}
          onClick={() => attempt(() => useTransfer.getState().save([workspace.id], workspace.name))}
        >
          Export
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<IconTrash {...look} />} color="red" disabled={active} onClick={remove}>
          {active ? 'Delete (stop it first)' : 'Delete'}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
