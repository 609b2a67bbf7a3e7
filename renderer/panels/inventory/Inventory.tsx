import { Menu } from '@mantine/core'
import { IconPlus, IconSearch, IconUpload, IconX } from '@tabler/icons-react'
import { useDeferredValue, useMemo, useRef, useState } from 'react'
import { newMachine } from '../../../shared/logic/add.ts'
import { change } from '../../../shared/logic/change.ts'
import { freeName } from '../../../shared/logic/free-name.ts'
import type { PluginCard } from '../../../shared/contract/card.ts'
import { useDocument } from '../../store/document.ts'
import { useSorted } from '../../store/entries.ts'
import { fresh } from '../../store/fresh.ts'
import { useLive } from '../../store/live.ts'
import { go } from '../../store/route.ts'
import { useTransfer } from '../../store/transfer.ts'
import { attempt } from '../../store/view.ts'
import { useSlash } from '../../frame/keys.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { KindIcon } from '../../ui/KindIcon.tsx'
import { EmptyState } from '../../ui/Pieces.tsx'
import { counted } from '../../ui/time.ts'
import { facetsOf, toggled, wordsOf } from './facets.ts'
import { Facets } from './Facets.tsx'
import { MachineDetails } from './MachineDetails.tsx'
import { MachineTable } from './MachineTable.tsx'
import { useFound } from './useFound.ts'
import './inventory.css'

/** Everything known, in one table; the query, its chips and the facets are one thing. */
export function Inventory({ machine: chosen }: { machine: string | null }) {
  const { machines } = useSorted()
  const loaded = useDocument((state) => state.loaded)
  const [text, setText] = useState('')
  const { found, more } = useFound(useDeferredValue(text.trim()))
  const facets = useMemo(() => facetsOf(machines.values()), [machines])
  const field = useRef<HTMLInputElement>(null)
  const machine = chosen === null ? null : (machines.get(chosen) ?? null)
  useSlash(field)
  const chips = wordsOf(text).filter((word) => /^(plugin|tag):/.test(word))
  return (
    <div className="inventory">
      <header className="row inventory-head">
        <h1>Inventory</h1>
        <span className="quiet number grow">{loaded && counted(machines.size, 'machine')}</span>
        <Button icon={<IconUpload size={16} stroke={1.75} />} onClick={() => useTransfer.getState().choose()}>
          Import
        </Button>
        <AddMachine />
      </header>
      <div className="row inventory-query">
        <label className="search grow">
          <IconSearch size={14} stroke={1.75} aria-hidden />
          <input
            ref={field}
            value={text}
            spellCheck={false}
            placeholder="type to narrow, e.g. tag:maps plugin:qemu gis"
            aria-label="Search machines"
            onChange={(event) => setText(event.currentTarget.value)}
          />
          {chips.map((word) => (
            <button
              key={word}
              type="button"
              className="chip choice chosen"
              onClick={() => setText(toggled(text, word))}
              aria-label={`Without ${word}`}
            >
              {word} <IconX size={12} stroke={1.75} aria-hidden />
            </button>
          ))}
          {found && (
            <span className="small number" role="status">
              {found.total.toLocaleString('en')} of {machines.size.toLocaleString('en')} in {Math.max(1, Math.round(found.tookMs))} ms
            </span>
          )}
          {text !== '' && (
            <IconButton label="Show everything" className="small" onClick={() => setText('')}>
              <IconX size={14} stroke={1.75} />
            </IconButton>
          )}
          <kbd>/</kbd>
        </label>
      </div>
      <div className="inventory-body">
        <Facets facets={facets} query={text} toggle={(word) => setText(toggled(text, word))} />
        {machines.size === 0 && loaded ? (
          <EmptyState title="No machine is known yet">
            Add one with its kind, or import a file. Machines drawn in the Composer are listed here as well.
          </EmptyState>
        ) : (
          <MachineTable ids={found?.ids ?? []} more={more} chosen={machine?.id ?? null} />
        )}
        {machine && <MachineDetails key={machine.id} machine={machine} />}
      </div>
    </div>
  )
}

/** Makes a machine of a kind, with its plugin's defaults, and opens its details. */
function AddMachine() {
  const cards = useLive((live) => live.cards)
  const { machines } = useSorted()
  const add = (card: PluginCard) => {
    const taken = [...machines.values()].map((one) => one.label)
    const machine = newMachine(card, freeName(taken, card.id), fresh)
    attempt(async () => {
      await useDocument.getState().edit(`Add ${machine.label}`, change(null, machine))
      go('inventory', machine.id)
    })
  }
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button icon={<IconPlus size={16} stroke={1.75} />}>Add machine</Button>
      </Menu.Target>
      <Menu.Dropdown>
        {cards
          .filter((card) => card.role === 'machine')
          .map((card) => (
            <Menu.Item key={card.id} leftSection={<KindIcon kind={card.id} />} onClick={() => add(card)} title={card.summary}>
              {card.title}
            </Menu.Item>
          ))}
      </Menu.Dropdown>
    </Menu>
  )
}
