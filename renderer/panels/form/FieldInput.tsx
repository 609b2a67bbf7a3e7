import { Select, Switch } from '@mantine/core'
import { useId } from 'react'
import { FieldRow } from '../../ui/Pieces.tsx'
import { Segmented } from '../../ui/Segmented.tsx'
import { ListInput } from './ListInput.tsx'
import { TextBox } from './TextBox.tsx'
import { faultOf, objectOf, presets, type Field, type Json, type JsonObject } from './schema.ts'

export interface FieldProps {
  readonly field: Field
  readonly value: Json | undefined
  /** `undefined` puts it back to its default. */
  onChange(value: Json | undefined): void
}

/** One field of a form, with its label, its help and what is wrong with it. */
export function FieldInput({ field, value, onChange }: FieldProps) {
  const id = useId()
  const shown = value === undefined ? field.preset : value
  if (field.kind === 'list' || field.kind === 'group' || field.kind === 'variants')
    return (
      <div className="field-block">
        <Nested field={field} value={shown} onChange={onChange} />
      </div>
    )
  return (
    <FieldRow
      label={field.title}
      help={field.help}
      htmlFor={id}
      error={field.kind === 'text' || field.kind === 'number' || field.kind === 'raw' ? undefined : (faultOf(field, shown) ?? undefined)}
    >
      <Control id={id} field={field} value={shown} onChange={onChange} />
    </FieldRow>
  )
}

function Control({ id, field, value, onChange }: FieldProps & { id: string }) {
  if (field.kind === 'flag' && field.nullable)
    return (
      <OneOf
        id={id}
        label={field.title}
        value={value === true ? 'yes' : value === false ? 'no' : 'unsaid'}
        choices={[
          { value: 'unsaid', text: 'not said' },
          { value: 'yes', text: 'yes' },
          { value: 'no', text: 'no' },
        ]}
        onChange={(next) => onChange(next === 'unsaid' ? null : next === 'yes')}
      />
    )
  if (field.kind === 'flag')
    return (
      <Switch
        id={id}
        checked={value === true}
        onChange={(event) => onChange(event.currentTarget.checked)}
        description={field.help}
        className="flag"
      />
    )
  if (field.kind === 'choice') {
    const current = typeof value === 'string' ? value : ''
    return (
      <OneOf
        id={id}
        label={field.title}
        value={current}
        choices={field.choices.map((choice) => ({ value: choice, text: choice }))}
        onChange={onChange}
      />
    )
  }
  if (field.kind === 'number')
    return (
      <TextBox
        id={id}
        mono={false}
        text={typeof value === 'number' ? String(value) : ''}
        unit={field.unit}
        help={field.help}
        inputMode="decimal"
        fault={(text) => (text === '' ? (field.required ? 'This is needed.' : null) : faultOf(field, Number(text)))}
        onCommit={(text) => onChange(text === '' ? (field.nullable ? null : undefined) : Number(text))}
      />
    )
  if (field.kind === 'text')
    return (
      <TextBox
        id={id}
        mono={/file|path|disk|kernel|disc|iso|program|command|arg/i.test(field.title)}
        text={typeof value === 'string' ? value : ''}
        help={field.help}
        fault={(text) => faultOf(field, text)}
        onCommit={(text) => onChange(text === '' ? (field.nullable ? null : field.preset === undefined ? '' : undefined) : text)}
      />
    )
  return (
    <TextBox
      id={id}
      mono
      text={value === undefined ? '' : JSON.stringify(value)}
      help={field.help}
      fault={(text) => (text === '' || readJson(text) !== undefined ? null : 'This is not JSON.')}
      onCommit={(text) => onChange(text === '' ? undefined : readJson(text))}
    />
  )
}

const FITS = 18

/** One of a few: side by side while the words fit beside one another, else as a list that opens. */
function OneOf({
  id,
  label,
  value,
  choices,
  onChange,
}: {
  id: string
  label: string
  value: string
  choices: readonly { value: string; text: string }[]
  onChange(value: string): void
}) {
  if (choices.reduce((sum, one) => sum + one.text.length, 0) <= FITS)
    return <Segmented full label={label} value={value} choices={choices} onChange={onChange} />
  return (
    <Select
      id={id}
      data={choices.map((one) => ({ value: one.value, label: one.text }))}
      value={value}
      onChange={(next) => next !== null && onChange(next)}
    />
  )
}

function Nested({ field, value, onChange }: FieldProps) {
  const id = useId()
  if (field.kind === 'list')
    return (
      <ListInput
        field={field}
        item={field.item}
        value={Array.isArray(value) ? value : []}
        onChange={onChange}
        draw={(item) => <FieldInput {...item} />}
      />
    )
  const current = objectOf(value)
  if (field.kind === 'variants') {
    const chosen = field.variants.find((one) => one.value === current[field.key]) ?? field.variants[0]
    return (
      <>
        <FieldRow label={field.title} help={field.help} htmlFor={id}>
          <OneOf
            id={id}
            label={field.title}
            value={chosen?.value ?? ''}
            choices={field.variants.map((one) => ({ value: one.value, text: one.title }))}
            onChange={(next) => {
              const variant = field.variants.find((one) => one.value === next)
              if (variant) onChange({ [field.key]: next, ...presets(variant.fields) })
            }}
          />
        </FieldRow>
        <div className="nested">{chosen && <Group fields={chosen.fields} value={current} onChange={onChange} />}</div>
      </>
    )
  }
  if (field.kind !== 'group') return null
  return (
    <>
      {field.title && <h3 className="second">{field.title}</h3>}
      <Group fields={field.fields} value={current} onChange={onChange} />
    </>
  )
}

/** The fields of one object. */
export function Group({
  fields,
  value,
  onChange,
}: {
  fields: readonly { name: string; field: Field }[]
  value: JsonObject
  onChange(value: JsonObject): void
}) {
  return fields.map(({ name, field }) => (
    <FieldInput
      key={name}
      field={field}
      value={value[name]}
      onChange={(next) => {
        const { [name]: _, ...rest } = value
        onChange(next === undefined ? rest : { ...value, [name]: next })
      }}
    />
  ))
}

function readJson(text: string): Json | undefined {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
