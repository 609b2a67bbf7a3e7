import { cpus, loadavg, release, totalmem } from 'node:os'
import { median } from './numbers.ts'

/** One number that was measured, and the bound that the design wishes for it; null where it is told for its own sake. */
export interface Result {
  readonly what: string
  readonly unit: 'ms' | 'x' | 'fps' | 'kB' | 'px' | '%'
  readonly value: number
  /** The least and the greatest of the rounds. */
  readonly spread: readonly [number, number]
  readonly rounds: number
  readonly wished: { readonly is: '<=' | '>='; readonly bound: number } | null
  readonly reached: boolean | null
}

export interface Line {
  readonly line: string
  readonly title: string
  readonly results: readonly Result[]
  /** Why it could not be measured; null where it could. */
  readonly failed: string | null
  /** What must be known to read the numbers. */
  readonly note?: string
}

type Wish = `${'<=' | '>='} ${number}`

/** The median of several rounds, or `value` where another figure stands for them all. */
export function result(
  what: string,
  unit: Result['unit'],
  rounds: readonly number[],
  wish: Wish | null = null,
  value = median(rounds),
): Result {
  const wished: Result['wished'] = wish && { is: wish.startsWith('<=') ? '<=' : '>=', bound: Number(wish.slice(3)) }
  const reached = wished && (wished.is === '<=' ? value <= wished.bound : value >= wished.bound)
  return { what, unit, value, spread: [Math.min(...rounds), Math.max(...rounds)], rounds: rounds.length, wished, reached }
}

/** The machine under the numbers: without it they say little. */
export const machineFacts = () => ({
  processor: cpus()[0]?.model ?? 'unknown',
  cores: cpus().length,
  memoryMib: Math.round(totalmem() / 2 ** 20),
  system: `${process.platform} ${release()}`,
  node: process.version,
  load: loadavg().map((one) => Math.round(one * 100) / 100),
})

const header = ['', 'median', 'spread', 'rounds', 'wished', '']

/** The report for people. */
export function table(lines: readonly Line[]): string {
  const rows = lines.flatMap((line) => line.results.map((each) => cells(each)))
  const widths = header.map((_, column) => Math.max(...[header, ...rows].map((row) => (row[column] ?? '').length)))
  const show = (row: readonly string[]) =>
    row
      .map((cell, column) => (column === 0 || column === 5 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  ')
      .trimEnd()
  const parts = lines.map(({ title, results, failed, note }) =>
    [
      title,
      ...results.map((each) => show(cells(each))),
      ...(failed ? [`  could not be measured: ${failed}`] : []),
      ...(note ? [`  (${note})`] : []),
    ].join('\n'),
  )
  return [show(header), ...parts].join('\n')
}

function cells({ what, unit, value, spread, rounds, wished, reached }: Result): string[] {
  const say = (number: number) => `${short(number)} ${unit === 'x' ? '×' : unit}`
  return [
    `  ${what}`,
    say(value),
    rounds > 1 ? `${short(spread[0])} – ${short(spread[1])}` : '',
    String(rounds),
    wished ? `${wished.is === '<=' ? '≤' : '≥'} ${short(wished.bound)}` : '',
    reached === null ? '' : reached ? 'reached' : 'NOT REACHED',
  ]
}

const short = (number: number): string =>
  Math.abs(number) >= 100 ? number.toFixed(0) : Math.abs(number) >= 10 ? number.toFixed(1) : number.toFixed(2)
