import { Menu } from '@mantine/core'
import { IconCheck, IconChevronDown } from '@tabler/icons-react'
import { change } from '../../../shared/logic/change.ts'
import { OnFailure as Choice } from '../../../shared/model/run.ts'
import type { Workspace } from '../../../shared/model/workspace.ts'
import { useDocument } from '../../store/document.ts'
import { useLaunch, type Shown } from '../../store/launch.ts'
import { attempt } from '../../store/view.ts'
import { onFailureWords } from './words.ts'

/** What happens when a step fails: the workspace's choice, and for the plan that is shown another one. */
export function OnFailure({ workspace, shown, bare = false }: { workspace: Workspace; shown: Shown | null; bare?: boolean }) {
  const own = shown?.onFailure ?? null
  const counts = own ?? workspace.onFailure
  const { setOnFailure } = useLaunch.getState()
  const keep = (onFailure: Choice) =>
    attempt(async () => {
      await useDocument.getState().edit('On failure', change(workspace, { ...workspace, onFailure }))
      setOnFailure(workspace.id, null)
    })
  return (
    <Menu position="bottom-end" width={320}>
      <Menu.Target>
        <button type="button" className={`on-failure ${bare ? 'bare' : ''}`} aria-label={`On failure: ${onFailureWords[counts].short}`}>
          {!bare && <span className="quiet">On failure</span>} {onFailureWords[counts].short}
          {own !== null && own !== workspace.onFailure && <span className="is-starting">, this time</span>}
          <IconChevronDown size={14} stroke={1.75} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {shown && <Menu.Label>This run</Menu.Label>}
        {shown &&
          Choice.options.map((choice) => (
            <Option
              key={choice}
              choice={choice}
              chosen={choice === counts}
              onClick={() => setOnFailure(workspace.id, choice === workspace.onFailure ? null : choice)}
            />
          ))}
        {shown && <Menu.Divider />}
        <Menu.Label>Always in {workspace.name}</Menu.Label>
        {Choice.options.map((choice) => (
          <Option key={choice} brief choice={choice} chosen={choice === workspace.onFailure} onClick={() => keep(choice)} />
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

function Option({ choice, chosen, brief, onClick }: { choice: Choice; chosen: boolean; brief?: boolean; onClick: () => void }) {
  const { short, means } = onFailureWords[choice]
  return (
    <Menu.Item
      role="menuitemradio"
      aria-checked={chosen}
      leftSection={chosen ? <IconCheck size={14} stroke={2} aria-hidden /> : <span className="no-tick" />}
      onClick={onClick}
    >
      {`${short[0]?.toUpperCase()}${short.slice(1)}`}
      {!brief && <span className="small quiet option-means">{means}</span>}
    </Menu.Item>
  )
}
