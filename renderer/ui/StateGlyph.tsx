import type { ReactNode } from 'react'
import type { State } from './states.ts'
import './state.css'

interface GlyphProps {
  readonly state: State
  readonly size?: number
  readonly word?: string | null
  /** Nothing is in this state now: grey, and still. */
  readonly muted?: boolean
}

/** The glyph alone: its word is the tooltip and the accessible name. Shapes differ, so that grey-scale still reads. */
export function StateGlyph({ state, size = 14, word = state, muted }: GlyphProps) {
  return (
    <svg
      className={`glyph is-${state} ${muted ? 'muted' : ''}`}
      viewBox="0 0 16 16"
      width={size}
      height={size}
      role={word ? 'img' : undefined}
      aria-hidden={word ? undefined : true}
      aria-label={word ?? undefined}
    >
      {word && <title>{word}</title>}
      {shapes[state]}
    </svg>
  )
}

/** Glyph, word and colour: the only way a state is written. `children` replaces the word (`starting, 9 s`). */
export function StateWord({ state, size = 14, children }: { state: State; size?: number; children?: ReactNode }) {
  return (
    <span className={`state-word is-${state}`}>
      <StateGlyph state={state} size={size} word={null} />
      <span>{children ?? state}</span>
    </span>
  )
}

/** A state as a soft rounded label, as in the head of a panel. */
export function StatePill({ state, children }: { state: State; children?: ReactNode }) {
  return (
    <span className={`state-pill is-${state}`}>
      <StateGlyph state={state} size={13} word={null} />
      <span>{children ?? state}</span>
    </span>
  )
}

const line = { fill: 'none', stroke: 'currentColor', strokeWidth: 1.6, strokeLinecap: 'round', strokeLinejoin: 'round' } as const
const hole = { fill: 'none', stroke: 'var(--glyph-hole)', strokeWidth: 1.8, strokeLinecap: 'round', strokeLinejoin: 'round' } as const

const shapes: Record<State, ReactNode> = {
  off: (
    <g {...line}>
      <path d="M8 2v5.4" />
      <path d="M4.6 4.3a5.4 5.4 0 1 0 6.8 0" />
    </g>
  ),
  starting: (
    <g {...line} strokeWidth={2}>
      <circle cx="8" cy="8" r="5.8" opacity=".32" />
      <path className="arc" d="M8 2.2a5.8 5.8 0 0 1 5 8.7" />
    </g>
  ),
  ready: (
    <>
      <circle cx="8" cy="8" r="7" fill="currentColor" />
      <path {...hole} d="m4.9 8.2 2.1 2.1 4.1-4.3" />
    </>
  ),
  failed: (
    <>
      <path d="M5.2 1.2h5.6l4 4v5.6l-4 4H5.2l-4-4V5.2z" fill="currentColor" />
      <path {...hole} d="M8 4.4v4.2M8 11.4v.1" />
    </>
  ),
  suspended: (
    <>
      <circle cx="8" cy="8" r="7" fill="currentColor" />
      <path {...hole} d="M6.2 5.4v5.2M9.8 5.4v5.2" />
    </>
  ),
  unknown: (
    <g {...line} strokeWidth={1.4}>
      <circle cx="8" cy="8" r="6.4" strokeDasharray="2.4 2.2" />
      <path d="M6.4 6.4a1.7 1.7 0 1 1 2.4 1.5c-.6.3-.8.6-.8 1.2M8 11.2v.1" />
    </g>
  ),
  waiting: (
    <g {...line} strokeWidth={1.4}>
      <circle cx="8" cy="8" r="6.2" />
      <path d="M8 4.6V8l2.3 1.4" />
    </g>
  ),
  skipped: (
    <g {...line} strokeWidth={1.4}>
      <circle cx="8" cy="8" r="6.4" strokeDasharray="2.4 2.2" />
      <path d="M5 8h5.6M8.6 5.8 10.8 8l-2.2 2.2" />
    </g>
  ),
}
