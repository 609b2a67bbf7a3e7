import { FocusTrap } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useEffect, useMemo, useState } from 'react'
import { engine } from '../client/engine.ts'
import { useActions, type Action } from '../store/actions.ts'
import { sorted } from '../store/entries.ts'
import { useDocument } from '../store/document.ts'
import { go } from '../store/route.ts'
import { useView } from '../store/view.ts'
import { KindIcon } from '../ui/KindIcon.tsx'
import { findActions, marked, readQuery } from './find.ts'
import './overlays.css'

/** Ctrl+K: everything that can be done and every machine, by name. */
export function Palette() {
  const start = useView((view) => view.palette)
  return start === null ? null : <Open start={start} />
}

function Open({ start }: { start: string }) {
  const [text, setText] = useState(start)
  const [at, setAt] = useState(0)
  const close = () => useView.getState().openPalette(null)
  const query = useMemo(() => readQuery(text), [text])
  const sources = useActions((state) => state.sources)
  const machines = useMachines(query.only === 'actions' || query.only === 'workspaces' ? [] : query.words)
  const found = useMemo(() => {
    const all = findActions(Object.values(sources).flat(), query)
    const groups = (['Do', 'Service-workspaces', 'Machines', 'Go to'] as const).map((group) => [
      ...all.filter((one) => one.group === group),
      ...(group === 'Machines' ? machines : []),
    ])
    return groups.flat().slice(0, 60)
  }, [sources, query, machines])
  const chosen = Math.min(at, found.length - 1)
  const run = (action: Action | undefined) => {
    if (!action || action.blocked) return
    close()
    action.run()
  }
  const press = (event: React.KeyboardEvent) => {
    if (event.key === 'ArrowDown') setAt((chosen + 1) % Math.max(1, found.length))
    else if (event.key === 'ArrowUp') setAt((chosen - 1 + found.length) % Math.max(1, found.length))
    else if (event.key === 'Enter') run(found[chosen])
    else if (event.key === 'Escape') close()
    else return
    event.preventDefault()
  }
  useEffect(() => {
    document.getElementById(`palette-${chosen}`)?.scrollIntoView({ block: 'nearest' })
  }, [chosen])
  return (
    <div className="palette-shade" onPointerDown={(event) => event.target === event.currentTarget && close()}>
      <FocusTrap>
        <div className="palette" role="dialog" aria-modal="true" aria-label="Command palette">
          <div className="palette-input">
            <IconSearch size={18} stroke={1.75} aria-hidden />
            <input
              data-autofocus
              role="combobox"
              aria-expanded="true"
              aria-controls="palette-list"
              aria-activedescendant={`palette-${chosen}`}
              aria-label="Search or run a command"
              placeholder="Search or run a command"
              value={text}
              onChange={(event) => {
                setText(event.currentTarget.value)
                setAt(0)
              }}
              onKeyDown={press}
            />
          </div>
          <div className="palette-list" id="palette-list" role="listbox" aria-label="Found">
            {found.map((action, index) => (
              <Row
                key={action.id}
                action={action}
                index={index}
                first={found[index - 1]?.group !== action.group}
                chosen={index === chosen}
                words={query.words}
                run={run}
                point={setAt}
              />
            ))}
            {found.length === 0 && (
              <p className="quiet" style={{ padding: '12px 10px' }}>
                Nothing is called that.
              </p>
            )}
          </div>
          <div className="palette-foot">
            <kbd>↑</kbd>
            <kbd>↓</kbd> choose <kbd>&gt;</kbd> actions only <kbd>@</kbd> machines <kbd>#</kbd> workspaces
            <span className="grow" />
            <span className="number">{found.length} found</span>
          </div>
        </div>
      </FocusTrap>
    </div>
  )
}

interface RowProps {
  action: Action
  index: number
  first: boolean
  chosen: boolean
  words: readonly string[]
  run(action: Action): void
  point(index: number): void
}

function Row({ action, index, first, chosen, words, run, point }: RowProps) {
  return (
    <>
      {first && <h3 role="presentation">{action.group}</h3>}
      <div
        id={`palette-${index}`}
        className="palette-row"
        role="option"
        tabIndex={-1}
        aria-selected={chosen}
        aria-disabled={Boolean(action.blocked)}
        onPointerMove={() => point(index)}
        onClick={() => run(action)}
        onKeyDown={() => {}}
      >
        {action.icon}
        <span className="cut">{marked(action.title, words).map(({ key, text, hit }) => (hit ? <mark key={key}>{text}</mark> : text))}</span>
        <span className="grow cut small quiet">{action.blocked ?? action.detail}</span>
        {chosen && !action.blocked ? <kbd>Enter</kbd> : action.keys?.split('+').map((key) => <kbd key={key}>{key}</kbd>)}
      </div>
    </>
  )
}

/** Machines by name, as the engine finds them; nothing while nothing is typed. */
function useMachines(words: readonly string[]): readonly Action[] {
  const [found, setFound] = useState<readonly Action[]>([])
  const text = words.join(' ')
  useEffect(() => {
    let current = true
    if (text === '') setFound([])
    else
      engine['inventory.search']({ text, limit: 8 }).then(
        ({ machines }) => current && setFound(machines.flatMap(asAction)),
        () => current && setFound([]),
      )
    return () => {
      current = false
    }
  }, [text])
  return found
}

function asAction(id: string): Action[] {
  const machine = sorted(useDocument.getState().entries).machines.get(id)
  if (!machine) return []
  return [
    {
      id,
      group: 'Machines',
      title: machine.label,
      detail: machine.plugin,
      icon: <KindIcon kind={machine.plugin} />,
      run: () => go('inventory', id),
    },
  ]
}
