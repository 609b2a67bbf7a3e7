import { Menu } from '@mantine/core'
import { Fragment, type ReactNode } from 'react'
import type { ComponentId } from '../../shared/model/id.ts'
import { useLive } from '../store/live.ts'
import { openSession } from '../store/sessions.ts'
import type { Acts } from './acts.ts'
import { useBench } from './bench.ts'
import { isOn } from '../ui/states.ts'
import { copySelection, pasteAtPointer } from './clipboard.ts'
import { partActions } from './partActions.ts'
import { selectionOf } from './selection.ts'
import type { Stage } from './useScene.ts'
import { LOCKED } from './words.ts'

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
          <PartItems id={at.component} stage={stage} acts={acts} onOpen={onOpen} />
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

/** What can be done with parts, what opens of them, and where they are drawn by hand also what changes the drawing. */
export function PartItems({
  id,
  stage,
  acts,
  onOpen,
}: {
  id: ComponentId
  stage: Stage
  acts: Acts
  onOpen: (component: ComponentId) => void
}) {
  const { service, whole, locked } = stage
  const seen = useLive((live) => live.seen)
  const chosen = selectionOf(service)
  const part = whole.get(id)
  if (!part) return null
  const { component, means } = part
  const ids = chosen.includes(id) ? [...whole.keys()].filter((one) => chosen.includes(one)) : [id]
  const on = isOn(seen[id]?.condition)
  return (
    <>
      {partActions(stage, ids, seen).map((group) => (
        <Fragment key={group[0]?.id}>
          {group.map(({ id: key, title, why, run }) => (
            <Item key={key} why={why} onClick={run}>
              {title}
            </Item>
          ))}
          <Menu.Divider />
        </Fragment>
      ))}
      {component.sessions.map((session) => (
        <Item key={session.id} why={on ? null : 'Its machine is not ready.'} onClick={() => openSession(session.id)}>
          Open {session.name}
        </Item>
      ))}
      <Item keys="Enter" onClick={() => onOpen(id)}>
        {means ? 'Open this service' : 'Show settings'}
      </Item>
      {part.through === null && (
        <OfDrawing
          ids={ids.filter((one) => whole.get(one)?.through === null)}
          acts={acts}
          fixed={locked ? LOCKED : null}
          out={component.on === null ? null : id}
        />
      )}
    </>
  )
}

/** `out`: the part that can be taken out of its box; null when it is in none. */
function OfDrawing({ ids, acts, fixed, out }: { ids: readonly ComponentId[]; acts: Acts; fixed: string | null; out: ComponentId | null }) {
  return (
    <>
      <Menu.Divider />
      <Item keys="Ctrl C" onClick={() => copySelection(acts, [...ids])}>
        Copy
      </Item>
      <Item keys="Ctrl D" why={fixed} onClick={() => acts.duplicate(ids)}>
        Duplicate
      </Item>
      <Item keys="Alt ↑" why={fixed} onClick={() => useBench.getState().set({ pick: { what: 'on', parts: ids } })}>
        Carry elsewhere…
      </Item>
      <Item keys="Shift D" why={fixed} onClick={() => useBench.getState().set({ pick: { what: 'after', parts: ids } })}>
        Depends on…
      </Item>
      <Item why={fixed ?? (out === null ? 'Nothing carries it.' : null)} onClick={() => out && acts.runsOn(out, null)}>
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
  const fixed = stage.locked ? LOCKED : null
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
