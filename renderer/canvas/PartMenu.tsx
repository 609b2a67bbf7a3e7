import { Menu } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import type { ComponentId } from '../../shared/model/id.ts'
import { IconButton } from '../ui/Button.tsx'
import type { Acts } from './acts.ts'
import { showInspector, useBench } from './bench.ts'
import { PartItems } from './ContextMenu.tsx'
import type { Stage } from './useScene.ts'

/** The context menu of a part behind a button, for those who have no right one. */
export function PartMenu({ id, name, stage, acts }: { id: ComponentId; name: string; stage: Stage; acts: Acts }) {
  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <IconButton label={`What can be done with ${name}`}>
          <IconDots size={16} stroke={1.75} aria-hidden />
        </IconButton>
      </Menu.Target>
      <Menu.Dropdown mah="80vh" style={{ overflow: 'auto' }}>
        <Menu.Item onClick={() => useBench.getState().show(id)}>Show it on the canvas</Menu.Item>
        <Menu.Divider />
        <PartItems id={id} stage={stage} acts={acts} onOpen={() => showInspector('settings')} />
      </Menu.Dropdown>
    </Menu>
  )
}
