import { IconCheck, IconChevronRight, IconTrash, IconX } from '@tabler/icons-react'
import { change } from '../../../shared/logic/change.ts'
import { setOptions } from '../../../shared/logic/compose.ts'
import type { Machine } from '../../../shared/model/machine.ts'
import { useDocument } from '../../store/document.ts'
import { useSorted } from '../../store/entries.ts'
import { cardOf, useLive } from '../../store/live.ts'
import { addressOf, go } from '../../store/route.ts'
import { attempt, useView } from '../../store/view.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { KindIcon } from '../../ui/KindIcon.tsx'
import { Chip, Fact, FieldRow, Section } from '../../ui/Pieces.tsx'
import { StateGlyph, StatePill } from '../../ui/StateGlyph.tsx'
import { stateOfCondition } from '../../ui/states.ts'
import { SchemaForm } from '../form/SchemaForm.tsx'
import { TextBox } from '../form/TextBox.tsx'
import { LoginForm } from './LoginForm.tsx'
import { machinePath, usage } from './usage.ts'

/** What is known of one machine, and every setting of it. */
export function MachineDetails({ machine }: { machine: Machine }) {
  const document = useSorted()
  const uses = usage(document).get(machine.id) ?? []
  const seen = useLive((live) => live.seen)
  const card = useLive((live) => cardOf(live.cards, machine.plugin))
  const sight = uses.map(({ component }) => seen[component.id]).find((one) => one !== undefined)
  const save = (name: string, is: Machine) => attempt(() => useDocument.getState().edit(`${name} of ${machine.label}`, change(machine, is)))
  return (
    <aside className="details scroll" aria-label={`Details of ${machine.label}`}>
      <header className="row details-head">
        <span className="kind-box">
          <KindIcon kind={machine.plugin} size={18} />
        </span>
        <div className="stack grow">
          <h2 className="cut">{machine.label}</h2>
          <code className="cut quiet">{machinePath(machine, document.machines)}</code>
        </div>
        {sight && <StatePill state={stateOfCondition(sight.condition)} />}
        <IconButton label="Close the details" className="small" onClick={() => go('inventory')}>
          <IconX size={14} stroke={1.75} />
        </IconButton>
      </header>
      {sight?.note && <p className="second small details-note">{sight.note}</p>}
      <Section title="Machine">
        <FieldRow label="Label">
          <TextBox
            label="Label"
            text={machine.label}
            fault={(text) => (text.trim() === '' ? 'This is needed.' : null)}
            onCommit={(label) => save('Label', { ...machine, label: label.trim() })}
          />
        </FieldRow>
        <FieldRow label="Tags" help="Separated by commas">
          <TextBox
            label="Tags"
            text={machine.tags.join(', ')}
            placeholder="maps, demo"
            fault={() => null}
            onCommit={(text) => save('Tags', { ...machine, tags: tagsOf(text) })}
          />
        </FieldRow>
        <FieldRow label="Address" help="Host name or IP address, where it has one of its own">
          <TextBox
            label="Address"
            mono
            text={machine.locator.tcp ?? ''}
            fault={() => null}
            onCommit={(text) => save('Address', { ...machine, locator: withTcp(machine, text.trim()) })}
          />
        </FieldRow>
        <dl className="facts">
          <Fact name="Kind">{card?.title ?? `${machine.plugin}, unknown here`}</Fact>
          {machine.locator.mac && (
            <Fact name="MAC" mono>
              {machine.locator.mac}
            </Fact>
          )}
          {machine.locator.uuid && (
            <Fact name="UUID" mono>
              {machine.locator.uuid}
            </Fact>
          )}
        </dl>
      </Section>
      <Section title="Can" aside={<span className="quiet small">as its plugin says</span>}>
        <div className="row can">
          {(card?.verbs ?? []).map((verb) => (
            <Chip key={verb}>
              <IconCheck size={12} stroke={2} color="var(--ready)" aria-hidden /> {verb}
            </Chip>
          ))}
          {card?.carries && (
            <Chip>
              <IconCheck size={12} stroke={2} color="var(--ready)" aria-hidden /> carry machines
            </Chip>
          )}
        </div>
      </Section>
      {card && (
        <Section title="Settings">
          <SchemaForm
            schema={card.options}
            value={machine.options}
            onChange={(options) => attempt(() => useDocument.getState().edit(`Settings of ${machine.label}`, setOptions(machine, options)))}
          />
        </Section>
      )}
      <LoginForm machine={machine} save={(login) => save('Login', { ...machine, login })} />
      <Section title="Used by">
        {uses.length === 0 && <p className="quiet small">No service draws it.</p>}
        {uses.map(({ component, service, workspaces }) => (
          <a key={component.id} className="used" href={addressOf('composer', service.id)}>
            <StateGlyph state={stateOfCondition(seen[component.id]?.condition ?? 'off')} />
            <span className="grow cut">
              {service.name}
              <span className="quiet"> as {component.name}</span>
            </span>
            <span className="quiet small cut">
              {workspaces
                .map((one) => one.name)
                .filter((name) => name !== service.name)
                .join(', ')}
            </span>
            <IconChevronRight size={14} stroke={1.75} aria-hidden />
          </a>
        ))}
      </Section>
      <div className="details-foot">
        <Button kind="danger" icon={<IconTrash size={15} stroke={1.75} />} disabled={uses.length > 0} onClick={() => remove(machine)}>
          Delete machine
        </Button>
        {uses.length > 0 && (
          <p className="quiet small">It is drawn in {uses.map((use) => use.service.name).join(', ')}. Take it out there first.</p>
        )}
      </div>
    </aside>
  )
}

function remove(machine: Machine): void {
  const { edit, undo } = useDocument.getState()
  attempt(async () => {
    await edit(`Delete ${machine.label}`, change(machine, null))
    go('inventory')
    useView.getState().say(`${machine.label} was deleted.`, { label: 'Undo', run: () => attempt(undo) })
  })
}

const tagsOf = (text: string): string[] => [
  ...new Set(
    text
      .split(',')
      .map((tag) => tag.trim())
      .filter(Boolean),
  ),
]

function withTcp({ locator }: Machine, tcp: string): Machine['locator'] {
  const { tcp: _, ...rest } = locator
  return tcp === '' ? rest : { ...rest, tcp }
}
