import type { SessionId } from '../../../shared/model/id.ts'
import { Section } from '../../ui/Pieces.tsx'
import { StateWord } from '../../ui/StateGlyph.tsx'
import { useBoardView } from './boardView.ts'

/** What became of this window when it was last put in its place from here: asked, then seen. */
export function LastSeen({ session }: { session: SessionId }) {
  const answer = useBoardView((view) => view.seenAt[session])
  if (!answer) return null
  const { placed, seen, notes } = answer
  const off = seen
    ? Math.max(
        Math.abs(seen.x - placed.x),
        Math.abs(seen.y - placed.y),
        Math.abs(seen.width - placed.width),
        Math.abs(seen.height - placed.height),
      )
    : null
  return (
    <Section title="Last seen">
      <dl className="last-seen small">
        <dt>Asked, then seen</dt>
        <dd className="mono">{seen ? `${seen.width}x${seen.height}+${seen.x}+${seen.y}` : 'not told'}</dd>
        <dt>Off by</dt>
        <dd>{off === null ? 'unknown' : <StateWord state={off === 0 ? 'ready' : 'unknown'}>{off} px</StateWord>}</dd>
      </dl>
      {notes.map((note) => (
        <p key={note} className="small second">
          {note}
        </p>
      ))}
    </Section>
  )
}
