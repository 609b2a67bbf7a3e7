import { MultiSelect } from '@mantine/core'
import { z } from 'zod'
import { useId } from 'react'
import { MachineId, PluginId } from '../../../shared/model/id.ts'
import type { Machine } from '../../../shared/model/machine.ts'
import type { VComponent } from '../../../shared/model/service.ts'
import { FieldRow, Section } from '../../ui/Pieces.tsx'
import { Segmented } from '../../ui/Segmented.tsx'
import type { Stage } from '../useScene.ts'
import { setPlace } from './edits.ts'

const Place = z.union([z.literal('ground'), MachineId])

/** What its system can carry, and on what it may run: what the checks before a start go by. */
export function Carrying({ component, machine, stage }: { component: VComponent; machine: Machine; stage: Stage }) {
  const { known, sorted, locked } = stage
  const card = known.cards.find((one) => one.id === machine.plugin)
  const kinds = known.cards.filter((one) => one.role === 'machine').map(({ id, title }) => ({ value: id, label: title }))
  const places = [
    { value: 'ground', label: 'this computer' },
    ...[...sorted.machines.values()]
      .filter((one) => one.id !== machine.id && known.cards.find(({ id }) => id === one.plugin)?.carries)
      .map(({ id, label }) => ({ value: id, label })),
  ]
  return (
    <Section title="Where it fits">
      {card?.carries && (
        <Choice
          label="Can carry"
          help="The kinds of guests that its system can run"
          any="Not said"
          some="These kinds"
          none="Nothing"
          disabled={locked}
          options={kinds}
          value={machine.hosts}
          first={guestKinds(component, stage)}
          onChange={(value) => setPlace(machine, { hosts: value?.flatMap((id) => PluginId.safeParse(id).data ?? []) ?? null })}
        />
      )}
      <Choice
        label="May run on"
        help="One of these must be below it, at any depth"
        any="Anything"
        some="One of these"
        none="Nowhere"
        disabled={locked}
        options={places}
        value={machine.mayRunOn}
        first={[carrierOf(component, stage) ?? 'ground']}
        onChange={(value) => setPlace(machine, { mayRunOn: value?.flatMap((id) => Place.safeParse(id).data ?? []) ?? null })}
      />
    </Section>
  )
}

const machineOf = ({ is }: VComponent): MachineId | null => ('machine' in is ? is.machine : null)

/** The machine below it; null on this computer. */
function carrierOf({ on }: VComponent, { whole }: Stage): MachineId | null {
  const below = on === null ? undefined : whole.get(on)?.component
  return below ? machineOf(below) : null
}

/** The kinds of machines that it carries now. */
function guestKinds({ id }: VComponent, { whole, known }: Stage): string[] {
  const guests = [...whole.values()].flatMap(({ component }) => (component.on === id ? (machineOf(component) ?? []) : []))
  return [...new Set(guests.flatMap((machine) => known.machines.get(machine)?.plugin ?? []))]
}

interface ChoiceProps {
  readonly label: string
  readonly help: string
  readonly any: string
  readonly some: string
  readonly none: string
  readonly disabled: boolean
  readonly options: readonly { value: string; label: string }[]
  /** Null is no limit. */
  readonly value: readonly string[] | null
  /** What a limit begins with: it is as it is drawn, so that nothing is forbidden by the asking. */
  readonly first: readonly string[]
  readonly onChange: (value: string[] | null) => void
}

/** No limit, or a list to choose from. */
function Choice({ label, help, any, some, none, disabled, options, value, first, onChange }: ChoiceProps) {
  const id = useId()
  return (
    <>
      <FieldRow label={label} help={help}>
        <Segmented
          full
          label={label}
          value={value === null ? 'any' : 'some'}
          choices={[
            { value: 'any', text: any, disabled },
            { value: 'some', text: some, disabled },
          ]}
          onChange={(next) => onChange(next === 'any' ? null : [...first])}
        />
      </FieldRow>
      {value !== null && (
        <FieldRow label="" htmlFor={id}>
          <MultiSelect
            id={id}
            aria-label={`${label}: ${some.toLowerCase()}`}
            size="xs"
            searchable={options.length > 8}
            disabled={disabled}
            placeholder={value.length === 0 ? none : ''}
            data={[...options]}
            value={[...value]}
            onChange={onChange}
          />
        </FieldRow>
      )}
    </>
  )
}
