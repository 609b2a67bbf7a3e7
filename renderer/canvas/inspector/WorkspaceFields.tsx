import type { Workspace } from '../../../shared/model/workspace.ts'
import { OnFailure } from '../../panels/plan/OnFailure.tsx'
import { TextBox } from '../../panels/form/TextBox.tsx'
import { useLaunch } from '../../store/launch.ts'
import { FieldRow, Section } from '../../ui/Pieces.tsx'
import type { Stage } from '../useScene.ts'
import { setLimits } from './edits.ts'
import { Overrides } from './Overrides.tsx'

/** How a service-workspace is started: how much at a time, what happens on failure, and which checks do not count. */
export function WorkspaceFields({ workspace, stage }: { workspace: Workspace; stage: Stage }) {
  const shown = useLaunch((launch) => launch.shown[workspace.id] ?? null)
  const { all, perLane } = workspace.limits
  return (
    <Section title={`How ${workspace.name} starts`}>
      <FieldRow label="At a time" htmlFor="limit-all" help="So many steps go on at once, everywhere together">
        <Count id="limit-all" unit="steps in all" value={all} onChange={(value) => setLimits(workspace.id, { all: value })} />
      </FieldRow>
      <FieldRow label="" htmlFor="limit-lane" help="Two guests that boot at once on one disk take longer than one after the other">
        <Count id="limit-lane" unit="on one carrier" value={perLane} onChange={(value) => setLimits(workspace.id, { perLane: value })} />
      </FieldRow>
      <FieldRow label="On failure">
        <OnFailure workspace={workspace} shown={shown} bare />
      </FieldRow>
      <Overrides workspace={workspace} stage={stage} />
    </Section>
  )
}

function Count({ id, unit, value, onChange }: { id: string; unit: string; value: number; onChange: (value: number) => void }) {
  return (
    <TextBox
      id={id}
      text={String(value)}
      unit={unit}
      inputMode="decimal"
      fault={(text) => (/^[1-9]\d{0,4}$/.test(text.trim()) ? null : 'A whole number from 1 on.')}
      onCommit={(text) => onChange(Number(text.trim()))}
    />
  )
}
