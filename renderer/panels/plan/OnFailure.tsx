import { Menu } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
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
        {shown && (
          <Menu.RadioGroup value={counts} onChange={(value) => setOnFailure(workspace.id, asked(value, workspace))}>
            <Menu.Label>This run</Menu.Label>
            {Choice.options.map((choice) => (
              <Option key={choice} choice={choice} />
            ))}
          </Menu.RadioGroup>
        )}
        {shown && <Menu.Divider />}
        <Menu.RadioGroup value={workspace.onFailure} onChange={(value) => keep(Choice.parse(value))}>
          <Menu.Label>Always in {workspace.name}</Menu.Label>
          {Choice.options.map((choice) => (
            <Option key={choice} choice={choice} brief />
          ))}
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  )
}

/** What the workspace says anyway need not be said for one run. */
function asked(value: string, { onFailure }: Workspace): Choice | null {
  const choice = Choice.parse(value)
  return choice === onFailure ? null : choice
}

function Option({ choice, brief = false }: { choice: Choice; brief?: boolean }) {
  const { short, means } = onFailureWords[choice]
  return (
    <Menu.RadioItem value={choice} closeMenuOnClick>
      {`${short[0]?.toUpperCase()}${short.slice(1)}`}
      {!brief && <span className="small quiet option-means">{means}</span>}
    </Menu.RadioItem>
  )
}
