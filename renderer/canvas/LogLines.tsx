import type { ReactNode, Ref } from 'react'
import './log-lines.css'

interface Said {
  /** ms since 1970. */
  readonly at: number
  readonly text: string
  readonly who?: ReactNode
}

/** Lines of a log, each with the seconds since the run began. */
export function LogLines({
  lines,
  began,
  look = '',
  end,
}: {
  lines: readonly Said[]
  began: number
  look?: 'short' | 'tall' | ''
  end?: Ref<HTMLPreElement>
}) {
  return (
    <pre ref={end} className={`log-lines ${look}`}>
      {numbered(lines).map(({ number, at, text, who }) => (
        <span key={number}>
          <i>{((at - began) / 1000).toFixed(1).padStart(6)}</i> {who}
          {text}
          {'\n'}
        </span>
      ))}
    </pre>
  )
}

/** A line has no name of its own; its number in the log is it. */
const numbered = (lines: readonly Said[]): readonly (Said & { number: number })[] => lines.map((line, number) => ({ ...line, number }))
