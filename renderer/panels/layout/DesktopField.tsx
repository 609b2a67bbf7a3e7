import { Select } from '@mantine/core'
import { toDesktop } from './acts.ts'
import { type Board, desktopsOf, desktopWord, type Spot } from './board.ts'
import type { Desktop } from './boardView.ts'
import { dataDesktop } from './holding.ts'

/** On which virtual desktop these windows open. */
export function DesktopField({ board, desktop, spots }: { board: Board; desktop: Desktop; spots: readonly Spot[] }) {
  const known = desktopsOf(board)
  const more = known.filter((one) => typeof one === 'number').length
  const all: readonly Desktop[] = [...known, more]
  return (
    <Select
      aria-label="Desktop"
      data={all.map((one) => ({ value: dataDesktop(one) || 'current', label: desktopWord(one) }))}
      value={dataDesktop(desktop) || 'current'}
      onChange={(value) => {
        const to = all.find((one) => (dataDesktop(one) || 'current') === value)
        if (to !== undefined) toDesktop(board, spots, to)
      }}
    />
  )
}
