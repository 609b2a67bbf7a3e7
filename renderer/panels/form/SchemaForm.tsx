import { useMemo } from 'react'
import type { Options } from '../../../shared/model/machine.ts'
import { Group } from './FieldInput.tsx'
import { readFields } from './schema.ts'
import './form.css'

/**
 * The settings of a machine or session as a form, made from the JSON Schema of its plugin's card. Text is handed on when
 * the field is left or Enter is pressed, everything else at once; what is left at its default is not written down.
 */
export function SchemaForm({
  schema,
  value,
  onChange,
  disabled = false,
}: {
  schema: Options
  value: Options
  onChange(value: Options): void
  disabled?: boolean
}) {
  const fields = useMemo(() => readFields(schema), [schema])
  if (fields.length === 0) return <p className="quiet small">Nothing to set.</p>
  return (
    <fieldset className="schema-form" disabled={disabled}>
      <Group fields={fields} value={value} onChange={onChange} />
    </fieldset>
  )
}
