import type { ReactNode } from 'react'
import { KindIcon } from '../../ui/KindIcon.tsx'
import { StatePill } from '../../ui/StateGlyph.tsx'
import type { Face } from '../face.ts'

interface Props {
  readonly kind: string
  readonly name: string
  /** What it is, in a few words. */
  readonly facts: string | undefined
  /** How it is; left out where it has no state. */
  readonly face?: Face | undefined
  /** What can be done with it. */
  readonly children?: ReactNode
}

/** What the inspector is about: its picture, its name, what it is and how it is. */
export const Head = ({ kind, name, facts, face, children }: Props) => (
  <header className="inspector-head">
    <span className="kind-box">
      <KindIcon kind={kind} size={18} />
    </span>
    <div className="grow">
      <h2 className="cut">{name}</h2>
      <p className="small quiet cut">{facts}</p>
    </div>
    {face && <StatePill state={face.state}>{face.state === 'starting' ? 'starting' : face.word}</StatePill>}
    {children}
  </header>
)
