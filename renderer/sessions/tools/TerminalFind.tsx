import { IconChevronDown, IconChevronUp, IconX } from '@tabler/icons-react'
import type { ISearchOptions, SearchAddon } from '@xterm/addon-search'
import { useEffect, useState } from 'react'
import { IconButton } from '../../ui/Button.tsx'
import { colour } from './colour.ts'
import './tools.css'

const look = { size: 15, stroke: 1.75 } as const

/** Finds in a terminal and its scroll-back: Enter looks further up, Shift+Enter further down, Escape goes back to typing. */
export function TerminalFind({ search, onClose }: { search: SearchAddon; onClose(): void }) {
  const [text, setText] = useState('')
  const [found, setFound] = useState({ resultIndex: -1, resultCount: 0 })
  useEffect(() => {
    const heard = search.onDidChangeResults(setFound)
    return () => {
      heard.dispose()
      search.clearDecorations()
    }
  }, [search])
  const up = () => search.findPrevious(text, options())
  const down = () => search.findNext(text, options())
  const change = (next: string) => {
    setText(next)
    // What was said last is what people look for first.
    if (next) search.findPrevious(next, { ...options(), incremental: true })
    else {
      search.clearDecorations()
      setFound({ resultIndex: -1, resultCount: 0 })
    }
  }
  const press = (event: React.KeyboardEvent) => {
    if (event.key === 'Escape') onClose()
    else if (event.key === 'Enter') (event.shiftKey ? down : up)()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <search className="terminal-find" data-owns-keys>
      <input
        aria-label="Find in this terminal"
        placeholder="Find"
        className="plain-input"
        // It was asked for just now.
        ref={(field) => field?.focus()}
        value={text}
        spellCheck={false}
        onChange={(event) => change(event.currentTarget.value)}
        onKeyDown={press}
      />
      <span className="small quiet terminal-found" role="status">
        {text && wordsOf(found)}
      </span>
      <IconButton label="Further up" shortcut="Enter" className="small" disabled={!text} onClick={up}>
        <IconChevronUp {...look} />
      </IconButton>
      <IconButton label="Further down" shortcut="Shift+Enter" className="small" disabled={!text} onClick={down}>
        <IconChevronDown {...look} />
      </IconButton>
      <IconButton label="Close" shortcut="Escape" className="small" onClick={onClose}>
        <IconX {...look} />
      </IconButton>
    </search>
  )
}

function wordsOf({ resultIndex, resultCount }: { resultIndex: number; resultCount: number }): string {
  if (resultCount === 0) return 'not found'
  return resultIndex < 0 ? `${resultCount}` : `${resultIndex + 1} of ${resultCount}`
}

function options(): ISearchOptions {
  const [all, here] = [colour('--found'), colour('--found-here')]
  return {
    decorations: {
      matchBackground: all,
      matchOverviewRuler: all,
      activeMatchBackground: here,
      activeMatchColorOverviewRuler: here,
    },
  }
}
