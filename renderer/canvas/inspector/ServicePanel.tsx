import { Textarea } from '@mantine/core'
import { memo, useEffect, useState } from 'react'
import { workspaceFor } from '../../../shared/logic/add.ts'
import { change } from '../../../shared/logic/change.ts'
import type { Service } from '../../../shared/model/service.ts'
import { useDocument } from '../../store/document.ts'
import { fresh } from '../../store/fresh.ts'
import { attempt } from '../../store/view.ts'
import { TextBox } from '../../panels/form/TextBox.tsx'
import { Button } from '../../ui/Button.tsx'
import { KindIcon } from '../../ui/KindIcon.tsx'
import { Head } from './Head.tsx'
import { WorkspaceFields } from './WorkspaceFields.tsx'
import { FieldRow, Section } from '../../ui/Pieces.tsx'
import { counted } from '../../ui/time.ts'
import type { Stage } from '../useScene.ts'

/** The service itself: its name, its note, and the workspaces that start it. */
export function ServicePanel({ stage }: { stage: Stage }) {
  const { service, workspace, sorted } = stage
  const users = sorted.workspaces.filter((w) => w.services.includes(service.id))
  const named = (name: string): void => {
    // A workspace that was made together with its service keeps its name.
    const along = workspace && workspace.name === service.name && users.length === 1 ? change(workspace, { ...workspace, name }) : {}
    attempt(() => useDocument.getState().edit('Rename', { ...change(service, { ...service, name }), ...along }))
  }
  return (
    <>
      <Head kind="service" name={service.name} facts={`Service, ${counted(service.components.length, 'part')}`} />
      <div className="scroll grow">
        <div className="inspector-block">
          <FieldRow label="Name" htmlFor="service-name">
            <TextBox
              id="service-name"
              text={service.name}
              fault={(text) => (text.trim() === '' ? 'It needs a name.' : null)}
              onCommit={(text) => named(text.trim())}
            />
          </FieldRow>
          <FieldRow label="Note" htmlFor="service-note">
            <Note service={service} />
          </FieldRow>
        </div>
        <Section title="Started by">
          {users.map((user) => (
            <p key={user.id} className="small inspector-line">
              <KindIcon kind="service" size={14} /> <span className="cut grow">{user.name}</span>
            </p>
          ))}
          {!workspace && (
            <>
              <p className="small quiet">No service-workspace contains this service, so nothing starts it.</p>
              <Button
                onClick={() => attempt(() => useDocument.getState().edit('New workspace', change(null, workspaceFor(service, fresh))))}
              >
                Make a workspace of it
              </Button>
            </>
          )}
        </Section>
        {users.map((user) => (
          <WorkspaceFields key={user.id} workspace={user} stage={stage} />
        ))}
        <Section title="Keys">
          <dl className="keys-list small">
            {keys.map(([key, what]) => (
              <div key={key}>
                <dt>
                  <kbd>{key}</kbd>
                </dt>
                <dd>{what}</dd>
              </div>
            ))}
          </dl>
        </Section>
      </div>
    </>
  )
}

/** The note of a service. It measures itself whenever it is drawn, so it is drawn only when its service changes. */
const Note = memo(function Note({ service }: { service: Service }) {
  const [note, setNote] = useState(service.note)
  useEffect(() => setNote(service.note), [service.note])
  const commit = (): void => {
    if (note !== service.note) attempt(() => useDocument.getState().edit('Change the note', change(service, { ...service, note })))
  }
  return (
    <Textarea
      id="service-note"
      autosize
      minRows={2}
      maxRows={6}
      value={note}
      placeholder="What it is for; shown on the canvas"
      onChange={(event) => setNote(event.currentTarget.value)}
      onBlur={commit}
    />
  )
})

const keys = [
  ['A', 'add, also by a double click'],
  ['F2', 'rename'],
  ['Del', 'delete'],
  ['Alt', 'while dragging: take out of its box'],
  ['Shift', 'drag a frame around many'],
  ['Ctrl D', 'duplicate'],
  ['1', 'fit all'],
  ['Alt 1, 2, 3', 'boxes, tree, layers'],
  ['Ctrl F', 'find a part'],
  ['F', 'fold what it carries'],
  ['Alt ↑', 'carry it elsewhere'],
  ['Shift D', 'let it wait for another'],
  ['T', 'timeline of the run'],
  ['F8', 'next problem'],
  ['Ctrl Enter', 'plan the start; at a part open its session'],
] as const
