/** The part of a terminal's buffer that its text needs. */
export interface Rows {
  readonly length: number
  getLine(row: number): { readonly isWrapped: boolean; translateToString(trimRight?: boolean): string } | undefined
}

/** Everything a terminal still knows, as text: lines that were broken at its edge are whole again, empty ones at the end are left out. */
export function textOf(rows: Rows): string {
  const lines: string[] = []
  for (let row = 0; row < rows.length; row++) {
    const line = rows.getLine(row)
    if (!line) continue
    // A line that goes on in the next row is full up to the edge: there even spaces are text.
    const text = line.translateToString(!rows.getLine(row + 1)?.isWrapped)
    if (line.isWrapped && lines.length > 0) lines.push((lines.pop() ?? '') + text)
    else lines.push(text)
  }
  while (lines.at(-1) === '') lines.pop()
  return lines.map((line) => `${line}\n`).join('')
}
