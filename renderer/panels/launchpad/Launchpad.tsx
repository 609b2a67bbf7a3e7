import { IconPlus, IconSearch, IconUpload } from '@tabler/icons-react'
import { useMemo, useRef, useState, type KeyboardEvent } from 'react'
import { useDocument } from '../../store/document.ts'
import { componentsOf, useSorted } from '../../store/entries.ts'
import { useTransfer } from '../../store/transfer.ts'
import { composeNew } from '../../frame/baseActions.tsx'
import { isWriting, useSlash } from '../../frame/keys.ts'
import { Button } from '../../ui/Button.tsx'
import { ChipButton, EmptyState } from '../../ui/Pieces.tsx'
import { Card } from './Card.tsx'
import { FirstStart } from './FirstStart.tsx'
import './launchpad.css'

/** A card per service-workspace; the first start where there is none. */
export function Launchpad() {
  const loaded = useDocument((state) => state.loaded)
  const { workspaces } = useSorted()
  if (!loaded) return <div className="launchpad" aria-busy="true" />
  return workspaces.length === 0 ? <FirstStart /> : <Cards />
}

function Cards() {
  const document = useSorted()
  const { workspaces, services, machines } = document
  const [text, setText] = useState('')
  const [tag, setTag] = useState<string | null>(null)
  const field = useRef<HTMLInputElement>(null)
  const tags = useMemo(() => [...new Set(workspaces.flatMap((one) => one.tags))], [workspaces])
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  const shown = workspaces.filter((workspace) => {
    if (tag !== null && !workspace.tags.includes(tag)) return false
    if (words.length === 0) return true
    const names = componentsOf(workspace, services).flatMap((one) => [
      one.name,
      'machine' in one.is ? (machines.get(one.is.machine)?.label ?? '') : '',
    ])
    const all = [workspace.name, ...workspace.tags, ...names].join(' ').toLowerCase()
    return words.every((word) => all.includes(word))
  })
  useSlash(field)
  return (
    <div className="launchpad scroll">
      <header className="row page-head">
        <h1 className="grow">Launchpad</h1>
        <Button icon={<IconUpload size={16} stroke={1.75} />} onClick={() => useTransfer.getState().choose()}>
          Import
        </Button>
        <Button icon={<IconPlus size={16} stroke={1.75} />} onClick={() => composeNew()}>
          New
        </Button>
      </header>
      <div className="row filters">
        <label className="search">
          <IconSearch size={14} stroke={1.75} aria-hidden />
          <input
            ref={field}
            value={text}
            placeholder="Search service-workspaces, machines, tags"
            aria-label="Search service-workspaces, machines, tags"
            onChange={(event) => setText(event.currentTarget.value)}
          />
          <kbd>/</kbd>
        </label>
        <ChipButton chosen={tag === null} count={workspaces.length} onClick={() => setTag(null)}>
          All
        </ChipButton>
        {tags.map((one) => (
          <ChipButton
            key={one}
            chosen={tag === one}
            count={workspaces.filter((workspace) => workspace.tags.includes(one)).length}
            onClick={() => setTag(tag === one ? null : one)}
          >
            {one}
          </ChipButton>
        ))}
      </div>
      <section className="cards" aria-label="Service-workspaces" onKeyDown={walk}>
        {shown.map((workspace) => (
          <Card key={workspace.id} workspace={workspace} document={document} />
        ))}
        {shown.length === 0 && (
          <EmptyState title="Nothing is called that">Search looks at names of service-workspaces and machines, and at tags.</EmptyState>
        )}
        {shown.length > 0 && words.length === 0 && (
          <div className="card new-card">
            <h2 className="row">
              <IconPlus size={18} stroke={1.75} aria-hidden /> New service-workspace
            </h2>
            <p className="second small">Compose one on the canvas, or take one in from a file.</p>
            <div className="row">
              <Button onClick={() => composeNew()}>Compose</Button>
              <Button onClick={() => useTransfer.getState().choose()}>Import</Button>
            </div>
          </div>
        )}
      </section>
    </div>
  )
}

/** Arrows walk from card to card by where they stand on the screen. */
function walk(event: KeyboardEvent<HTMLElement>): void {
  const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key]
  if (!way || isWriting(event.target)) return
  const [dx = 0, dy = 0] = way
  const from = document.activeElement?.closest('.card')
  if (!from) return
  const here = from.getBoundingClientRect()
  const ahead = [...event.currentTarget.querySelectorAll('.card')]
    .map((card) => ({ card, box: card.getBoundingClientRect() }))
    .filter(
      ({ card, box }) =>
        card !== from && (dx !== 0 ? (box.left - here.left) * dx > 1 && Math.abs(box.top - here.top) < 8 : (box.top - here.top) * dy > 1),
    )
    .map(({ card, box }) => ({ card, far: Math.hypot(box.left - here.left, box.top - here.top) }))
    .sort((a, b) => a.far - b.far)
  const next = ahead[0]?.card.querySelector<HTMLElement>('footer .button, .button')
  if (!next) return
  event.preventDefault()
  next.focus()
}
