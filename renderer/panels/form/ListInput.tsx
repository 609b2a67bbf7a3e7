import { IconPlus, IconX } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { IconButton } from '../../ui/Button.tsx'
import { presetOf, type Field, type Json } from './schema.ts'

/** Several of the same: disks, forwards, arguments. Added at the end, taken away one by one. */
export function ListInput({
  field,
  item,
  value,
  onChange,
  draw,
}: {
  field: Field
  item: Field
  value: readonly Json[]
  onChange(value: Json): void
  /** One entry as a field. */
  draw(item: { field: Field; value: Json; onChange(value: Json | undefined): void }): ReactNode
}) {
  // The place in the list is all that tells two equal entries apart.
  const entries = value.map((one, index) => ({ one, index, key: `entry ${index}` }))
  const simple = item.kind !== 'group' && item.kind !== 'variants' && item.kind !== 'list'
  return (
    <fieldset className="list-input" aria-label={field.title}>
      <div className="row">
        <span className="second small grow" title={field.help}>
          {field.title} {value.length > 0 && <span className="quiet number">{value.length}</span>}
        </span>
        <IconButton label={`Add to ${field.title}`} className="small" onClick={() => onChange([...value, presetOf(item)])}>
          <IconPlus size={14} stroke={1.75} />
        </IconButton>
      </div>
      {entries.map(({ one, index, key }) => (
        <div key={key} className={`list-item ${simple ? 'simple' : ''}`}>
          <div className="grow">
            {draw({
              field: simple ? { ...item, title: String(index + 1) } : item,
              value: one,
              onChange: (next) => onChange(value.map((old, place) => (place === index ? (next ?? presetOf(item)) : old))),
            })}
          </div>
          <IconButton
            label={`Take away ${field.title} ${index + 1}`}
            className="small"
            onClick={() => onChange(value.filter((_, place) => place !== index))}
          >
            <IconX size={14} stroke={1.75} />
          </IconButton>
        </div>
      ))}
    </fieldset>
  )
}
