import { IconX } from '@tabler/icons-react'
import { change } from '../../../shared/logic/change.ts'
import type { Workspace } from '../../../shared/model/workspace.ts'
import { useDocument } from '../../store/document.ts'
import { findComponent } from '../../store/entries.ts'
import { attempt } from '../../store/view.ts'
import { checkWords } from '../../panels/plan/words.ts'
import { IconButton } from '../../ui/Button.tsx'
import { FieldRow } from '../../ui/Pieces.tsx'
import type { Stage } from '../useScene.ts'

/** The checks that do not forbid a start here, each to be taken back. */
export function Overrides({ workspace, stage: { sorted } }: { workspace: Workspace; stage: Stage }) {
  if (workspace.overrides.length === 0) return null
  const nameOf = (id: string) => findComponent(id, sorted.services)?.name ?? id
  return (
    <FieldRow label="Overridden" help="These checks do not forbid a start">
      {workspace.overrides.map((one) => (
        <span key={`${one.check} ${one.component}`} className="row override">
          <span className="cut grow small">
            {checkWords[one.check]} of {nameOf(one.component)}
          </span>
          <IconButton
            label={`Take back: ${checkWords[one.check]} of ${nameOf(one.component)}`}
            className="small"
            onClick={() =>
              attempt(() =>
                useDocument
                  .getState()
                  .edit(
                    'Take back an override',
                    change(workspace, { ...workspace, overrides: workspace.overrides.filter((o) => o !== one) }),
                  ),
              )
            }
          >
            <IconX size={14} stroke={1.75} aria-hidden />
          </IconButton>
        </span>
      ))}
    </FieldRow>
  )
}
