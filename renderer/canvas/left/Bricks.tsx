import { TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { useLive } from '../../store/live.ts'
import { useView } from '../../store/view.ts'
import { KindIcon } from '../../ui/KindIcon.tsx'
import type { Acts, Brick } from '../acts.ts'
import { useBench } from '../bench.ts'
import type { Stage } from '../useScene.ts'
import { counted } from '../../ui/time.ts'
import { contains } from './contains.ts'
import { InventoryTree } from './InventoryTree.tsx'

/** Everything that can be put on the canvas: drag it there, or choose it and press Enter. */
export function Bricks({ stage, acts }: { stage: Stage; acts: Acts }) {
  const [text, setText] = useState('')
  const cards = useLive((state) => state.cards)
  const { services } = stage.sorted
  const word = text.trim().toLowerCase()
  const fits = (name: string) => name.toLowerCase().includes(word)
  const machines = cards.filter((card) => card.role === 'machine' && (fits(card.title) || fits(card.id)))
  const sessions = cards.filter((card) => card.role === 'session' && (fits(card.title) || fits(card.id)))
  const others = [...services.values()].filter((s) => s.id !== stage.service.id && fits(s.name) && !contains(services, s, stage.service.id))
  return (
    <div className="bricks">
      <TextInput
        className="bricks-search"
        placeholder="Find a brick"
        aria-label="Find a brick"
        value={text}
        leftSection={<IconSearch size={14} stroke={1.75} aria-hidden />}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Escape' && setText('')}
      />
      {machines.length > 0 && (
        <Group title="Machine kinds">
          <div className="kinds">
            {machines.map((card) => (
              <BrickButton key={card.id} brick={{ card }} acts={acts} kind={card.id} title={card.summary}>
                {shortTitle(card.title)}
              </BrickButton>
            ))}
          </div>
        </Group>
      )}
      {sessions.length > 0 && (
        <Group title="Sessions">
          <div className="kinds">
            {sessions.map((card) => (
              <BrickButton
                key={card.id}
                brick={{ session: card }}
                acts={acts}
                kind={card.id}
                title={`${card.summary} Drop it on a machine, or press Enter for the chosen one.`}
                service={stage.service.id}
              >
                {shortTitle(card.title)}
              </BrickButton>
            ))}
          </div>
        </Group>
      )}
      {others.length > 0 && (
        <Group title="Services, by reference">
          {others.slice(0, 30).map((service) => (
            <BrickButton
              key={service.id}
              brick={{ service }}
              acts={acts}
              kind="service"
              row
              aside={counted(service.components.length, 'part')}
              title={`${service.name}: what changes there changes here`}
            >
              {service.name}
            </BrickButton>
          ))}
        </Group>
      )}
      <InventoryTree stage={stage} acts={acts} word={word} />
    </div>
  )
}

const shortTitle = (title: string): string => title.replace(/ (machine|guest|session)$/i, '')

const Group = ({ title, children }: { title: string; children: ReactNode }) => (
  <section className="bricks-group" aria-label={title}>
    <h3>{title}</h3>
    {children}
  </section>
)

/** One thing to drag; Enter puts it below what is there, a session onto the chosen machine. */
export function BrickButton(props: {
  brick: Brick
  acts: Acts
  kind: string
  title?: string
  row?: boolean
  aside?: string
  service?: string
  children: ReactNode
}) {
  const { brick, acts, kind, title, row, aside, service, children } = props
  const add = (): void => {
    if (!('session' in brick)) {
      acts.add(brick, null)
      return
    }
    const chosen = service ? useView.getState().selection[service] : undefined
    acts.addSessionTo(chosen ?? [], brick.session)
  }
  return (
    <button
      type="button"
      draggable
      className={row ? 'brick-row' : 'brick-kind'}
      title={title}
      onDragStart={(event) => {
        event.dataTransfer.setData('text/plain', typeof children === 'string' ? children : kind)
        event.dataTransfer.effectAllowed = 'copy'
        useBench.getState().set({ dragged: brick })
      }}
      onDragEnd={() => useBench.getState().set({ dragged: null })}
      onDoubleClick={add}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return
        event.preventDefault()
        add()
      }}
    >
      <KindIcon kind={kind} size={14} />
      <span className="cut grow">{children}</span>
      {aside && <span className="quiet">{aside}</span>}
    </button>
  )
}
