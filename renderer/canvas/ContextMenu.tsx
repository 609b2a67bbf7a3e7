import { Menu } from '@mantine/core'
import type { ReactNode } from 'react'
import type { ComponentId } from '../../shared/model/id.ts'
import type { Goal } from '../../shared/model/plan.ts'
import { useLive } from '../store/live.ts'
import { openSession } from '../store/sessions.ts'
import { useView } from '../store/view.ts'
import type { Acts } from './acts.ts'
import { copySelection, pasteAtPointer } from './clipboard.ts'
import { planPart } from './planPart.ts'
import type { Stage } from './useScene.ts'

export interface MenuAt {
  readonly x: number
  readonly y: number
  readonly component: ComponentId | null
}
interface Props {
  readonly at: MenuAt
  readonly stage: Stage
  readonly acts: Acts
  readonly onOpen: (component: ComponentId) => void
  readonly onWish: (at: { x: number; y: number }) => void
  readonly onClose: () => void
}

/** What can be done with a node, with several, or with the empty canvas. What cannot be done now stays, dimmed. */
export function ContextMenu({ at, stage, acts, onOpen, onWish, onClose }: Props) {
  return (
    <Menu opened onClose={onClose} position="bottom-start" width={240}>
      <Menu.Target>
        <span style={{ position: 'fixed', left: at.x, top: at.y }} />
      </Menu.Target>
      <Menu.Dropdown>
        {at.component ? (
          <OfNode id={at.component} stage={stage} acts={acts} onOpen={onOpen} />
        ) : (
          <OfCanvas at={at} stage={stage} acts={acts} onWish={onWish} />
        )}
      </Menu.Dropdown>
    </Menu>
  )
}

const Item = ({
  keys,
  why,
  onClick,
  children,
}: {
  keys?: string
  why?: string | null | undefined
  onClick: () => void
  children: ReactNode
}) => (
  <Menu.Item disabled={Boolean(why)} title={why ?? undefined} rightSection={keys && <kbd>{keys}</kbd>} onClick={onClick}>
    {children}
  </Menu.Item>
)

const acting: readonly { verb: Exclude<Goal, 'up' | 'down'>; title: string }[] = [
  { verb: 'suspend', title: 'Suspend' },
  { verb: 'resume', title: 'Resume' },
  { verb: 'save', title: 'Save to disk' },
  { verb: 'reset', title: 'Reset' },
]

function OfNode({ id, stage, acts, onOpen }: { id: ComponentId; stage: Stage; acts: Acts; onOpen: (component: ComponentId) => void }) {
  const { service, known, workspace, running, locked } = stage
  const chosen = useView.getState().selection[service.id] ?? []
  const component = service.components.find((c) => c.id === id)
  if (!component) return null
  const ids = service.components.flatMap((c) => (chosen.includes(c.id) || c.id === id ? [c.id] : []))
  const machine = 'machine' in component.is ? known.machines.get(component.is.machine) : undefined
  const card = machine && known.cards.find((c) => c.id === machine.plugin)
  const condition = useLive.getState().seen[id]?.condition
  const up = condition === 'ready' || condition === 'on'
  const noRun = !workspace ? 'It is in no workspace.' : running ? 'Something runs already.' : null
  const fixed = locked ? 'The structure is locked while it runs.' : null
  return (
    <>
      <Item why={noRun ?? (up && ids.length === 1 ? 'It is up.' : null)} onClick={() => planPart(stage, 'up', ids)}>
        {ids.length > 1 ? 'Start these parts' : 'Start this part'}
      </Item>
      <Item why={noRun ?? (condition === 'off' && ids.length === 1 ? 'It is off.' : null)} onClick={() => planPart(stage, 'down', ids)}>
        Stop with dependants
      </Item>
      {workspace &&
        acting
          .filter(({ verb }) => card?.verbs.includes(verb))
          .map(({ verb, title }) => (
            <Item
              key={verb}
              why={verb === 'resume' ? (condition === 'paused' ? null : 'It is not suspended.') : up ? null : 'It is not running.'}
              onClick={() => planPart(stage, verb, ids)}
            >
              {title}
            </Item>
          ))}
      <Menu.Divider />
      {component.sessions.map((session) => (
        <Item key={session.id} why={up ? null : 'Its machine is not ready.'} onClick={() => openSession(session.id)}>
          Open {session.name}
        </Item>
      ))}
      <Item keys="Enter" onClick={() => onOpen(id)}>
        Show settings
      </Item>
      <Menu.Divider />
      <Item keys="Ctrl C" onClick={() => copySelection(acts, ids)}>
        Copy
      </Item>
      <Item keys="Ctrl D" why={fixed} onClick={() => acts.duplicate(ids)}>
        Duplicate
      </Item>
      <Item why={fixed ?? (component.on === null ? 'Nothing carries it.' : null)} onClick={() => acts.runsOn(id, null)}>
        Take out of its box
      </Item>
      <Item keys="Del" why={fixed} onClick={() => acts.remove(ids)}>
        Delete
      </Item>
      <Item keys="Shift Del" why={fixed} onClick={() => acts.remove(ids, true)}>
        Delete with its machine
      </Item>
    </>
  )
}

function OfCanvas({ at, stage, acts, onWish }: { at: MenuAt; stage: Stage; acts: Acts; onWish: (at: { x: number; y: number }) => void }) {
  const fixed = stage.locked ? 'The structure is locked while it runs.' : null
  return (
    <>
      <Item why={fixed} keys="A" onClick={() => onWish(at)}>
        Add…
      </Item>
      <Item why={fixed} keys="Ctrl V" onClick={() => pasteAtPointer(acts, { at: { x: 40, y: 40 }, on: null })}>
        Paste
      </Item>
      <Item keys="Ctrl A" onClick={() => acts.select(stage.service.components.map((c) => c.id))}>
        Choose all
      </Item>
      <Item onClick={acts.tidy}>Tidy up</Item>
    </>
  )
}
