import { Menu } from '@mantine/core'
import type { PluginCard } from '../../shared/contract/card.ts'
import { useLive } from '../store/live.ts'
import { KindIcon } from '../ui/KindIcon.tsx'

/** A menu of the kinds of sessions, at the plus of a node. */
export function SessionKinds({ at, onPick, onClose }: { at: DOMRect; onPick: (card: PluginCard) => void; onClose: () => void }) {
  const cards = useLive((state) => state.cards)
  return (
    <Menu opened onClose={onClose} position="bottom-start">
      <Menu.Target>
        <span style={{ position: 'fixed', left: at.left, top: at.bottom }} />
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Add a session</Menu.Label>
        {cards
          .filter((card) => card.role === 'session')
          .map((card) => (
            <Menu.Item key={card.id} leftSection={<KindIcon kind={card.id} />} onClick={() => onPick(card)}>
              {card.title}
            </Menu.Item>
          ))}
      </Menu.Dropdown>
    </Menu>
  )
}
