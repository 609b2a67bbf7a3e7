import type { Length, Offset } from '../../../shared/model/layout.ts'
import { TextBox } from '../form/TextBox.tsx'

interface MeasureBoxProps<V extends Length | Offset> {
  readonly label: string
  /** The label of an offset that counts from the far edge. */
  readonly far?: string
  readonly value: V
  onCommit(value: V): void
}

/** One number of a place with its unit: px, a share of the screen, or characters. It stays what it is told in. */
export function MeasureBox<V extends Length | Offset>({ label, far, value, onCommit }: MeasureBoxProps<V>) {
  const { number, unit } = told(value)
  const counted = typeof value === 'object' && 'fromEnd' in value && far ? far : label
  return (
    <div className="measure">
      <span className="measure-label small quiet" aria-hidden>
        {counted}
      </span>
      <TextBox
        label={counted}
        unit={unit}
        inputMode="decimal"
        text={String(number)}
        fault={(draft) => faultOf(draft, unit, far === undefined)}
        onCommit={(draft) => onCommit(withNumber(value, Number(draft)))}
      />
    </div>
  )
}

type Unit = 'px' | '%' | 'chars'

function told(value: Length | Offset): { number: number; unit: Unit } {
  if (typeof value === 'number') return { number: value, unit: 'px' }
  if ('fromEnd' in value) return told(value.fromEnd)
  return 'percent' in value ? { number: value.percent, unit: '%' } : { number: value.cells, unit: 'chars' }
}

/** The same kind of value with another number. */
function withNumber<V extends Length | Offset>(value: V, number: number): V
function withNumber(value: Length | Offset, number: number): Length | Offset {
  if (typeof value === 'number') return number
  if ('fromEnd' in value) return { fromEnd: typeof value.fromEnd === 'number' ? number : { percent: number } }
  return 'percent' in value ? { percent: number } : { cells: number }
}

function faultOf(draft: string, unit: Unit, positive: boolean): string | null {
  const fits = unit === '%' ? /^-?\d{1,4}(\.\d{1,4})?$/.test(draft) && Math.abs(Number(draft)) <= 1000 : /^-?\d{1,6}$/.test(draft)
  if (!fits) return unit === '%' ? 'A percentage.' : 'A whole number.'
  return positive && Number(draft) <= 0 ? 'More than 0.' : null
}
