import { Checkbox } from '@mantine/core'
import { useState } from 'react'
import { cardOf, useLive } from '../../store/live.ts'
import { KindIcon } from '../../ui/KindIcon.tsx'
import { wordsOf, type Facet } from './facets.ts'

const FEW = 8

/** Kinds and tags with their counts; a click puts the word into the query or takes it out. */
export function Facets({
  facets,
  query,
  toggle,
}: {
  facets: { plugins: Facet[]; tags: Facet[] }
  query: string
  toggle(word: string): void
}) {
  const cards = useLive((live) => live.cards)
  const words = wordsOf(query)
  const [all, setAll] = useState(false)
  const tags = all ? facets.tags : facets.tags.slice(0, FEW)
  return (
    <aside className="facets scroll" aria-label="Narrow by">
      <h3>Kind</h3>
      {facets.plugins.map(({ word, text, count }) => (
        <button key={word} type="button" className="facet" aria-pressed={words.includes(word)} onClick={() => toggle(word)}>
          <KindIcon kind={text} size={14} />
          <span className="grow cut">{cardOf(cards, text)?.title ?? text}</span>
          <span className="number quiet">{count.toLocaleString('en')}</span>
        </button>
      ))}
      {facets.tags.length > 0 && <h3>Tag</h3>}
      {tags.map(({ word, text, count }) => (
        <div key={word} className="facet">
          <Checkbox size="xs" label={text} checked={words.includes(word)} onChange={() => toggle(word)} className="grow" />
          <span className="number quiet">{count.toLocaleString('en')}</span>
        </div>
      ))}
      {facets.tags.length > FEW && (
        <button type="button" className="facet second" onClick={() => setAll(!all)}>
          {all ? 'Fewer' : `${facets.tags.length - FEW} more`}
        </button>
      )}
    </aside>
  )
}
