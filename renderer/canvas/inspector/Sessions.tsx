import { Menu, Select } from '@mantine/core'
import { IconChevronDown, IconChevronRight, IconPlus, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { Locality, type Session, type VComponent } from '../../../shared/model/service.ts'
import { SchemaForm } from '../../panels/form/SchemaForm.tsx'
import { TextBox } from '../../panels/form/TextBox.tsx'
import { IconButton } from '../../ui/Button.tsx'
import { KindIcon } from '../../ui/KindIcon.tsx'
import { FieldRow, Section } from '../../ui/Pieces.tsx'
import type { Acts } from '../acts.ts'
import type { Stage } from '../useScene.ts'

const look = { size: 15, stroke: 1.75, 'aria-hidden': true } as const

/** The windows through which it is seen. */
export function Sessions({ component, stage, acts }: { component: VComponent; stage: Stage; acts: Acts }) {
  const [open, setOpen] = useState<string | null>(null)
  const { known, locked, workspace } = stage
  const { sessions } = component
  const kinds = known.cards.filter((card) => card.role === 'session')
  const alter = (id: string, part: Partial<Session>): void =>
    acts.setSessions(
      component.id,
      sessions.map((s) => (s.id === id ? { ...s, ...part } : s)),
    )
  const placed = new Set(workspace?.layouts.flatMap((layout) => Object.keys(layout.windows)) ?? [])
  return (
    <Section
      title="Sessions"
      aside={
        <Menu position="bottom-end">
          <Menu.Target>
            <IconButton label="Add a session" className="small" disabled={locked}>
              <IconPlus {...look} />
            </IconButton>
          </Menu.Target>
          <Menu.Dropdown>
            {kinds.map((card) => (
              <Menu.Item key={card.id} leftSection={<KindIcon kind={card.id} />} onClick={() => acts.addSession(component.id, card)}>
                {card.title}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      }
    >
      {sessions.map((session) => {
        const card = kinds.find((k) => k.id === session.plugin)
        const shown = open === session.id
        return (
          <div key={session.id} className={`inspector-card ${shown ? 'open' : ''}`}>
            <button type="button" className="inspector-card-head" aria-expanded={shown} onClick={() => setOpen(shown ? null : session.id)}>
              <KindIcon kind={session.plugin} size={15} />
              <span className="stack grow">
                <b className="cut">{session.name}</b>
                <span className="small quiet cut">{placed.has(session.id) ? 'has a place in the layout' : 'no place in a layout yet'}</span>
              </span>
              <span className="small quiet">{session.opens === 'on-start' ? 'on start' : 'by hand'}</span>
              {shown ? <IconChevronDown {...look} /> : <IconChevronRight {...look} />}
            </button>
            {shown && (
              <div className="inspector-card-body">
                <FieldRow label="Name" htmlFor={`name ${session.id}`}>
                  <TextBox
                    id={`name ${session.id}`}
                    text={session.name}
                    fault={(text) => (text.trim() === '' ? 'It needs a name.' : null)}
                    onCommit={(name) => alter(session.id, { name: name.trim() })}
                  />
                </FieldRow>
                <FieldRow label="Opens">
                  <Select
                    aria-label="Opens"
                    disabled={locked}
                    value={session.opens}
                    data={[
                      { value: 'on-start', label: 'on start' },
                      { value: 'by-hand', label: 'by hand' },
                    ]}
                    onChange={(value) => (value === 'on-start' || value === 'by-hand') && alter(session.id, { opens: value })}
                  />
                </FieldRow>
                {card && card.localities.length > 1 && (
                  <FieldRow label="Ends" help="Where the window and the wire end">
                    <Select
                      aria-label="Where the window and the wire end"
                      disabled={locked}
                      value={session.locality}
                      data={[...card.localities]}
                      onChange={(value) => {
                        const locality = Locality.safeParse(value)
                        if (locality.success) alter(session.id, { locality: locality.data })
                      }}
                    />
                  </FieldRow>
                )}
                {card && (
                  <SchemaForm
                    schema={card.options}
                    value={session.options}
                    disabled={locked}
                    onChange={(options) => alter(session.id, { options })}
                  />
                )}
                <div className="row end">
                  <IconButton
                    label="Remove this session"
                    className="small"
                    disabled={locked}
                    onClick={() =>
                      acts.setSessions(
                        component.id,
                        sessions.filter((s) => s.id !== session.id),
                      )
                    }
                  >
                    <IconTrash {...look} />
                  </IconButton>
                </div>
              </div>
            )}
          </div>
        )
      })}
      {sessions.length === 0 && <p className="small quiet">No window: nobody looks at it.</p>}
    </Section>
  )
}
