import { Menu } from '@mantine/core'
import {
  IconBroadcast,
  IconCamera,
  IconClipboard,
  IconCopy,
  IconDots,
  IconFileText,
  IconSearch,
  IconTextDecrease,
  IconTextIncrease,
  IconTextSize,
} from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { SessionId } from '../../../shared/model/id.ts'
import { attempt, useView } from '../../store/view.ts'
import { IconButton } from '../../ui/Button.tsx'
import type { ScreenKeys } from '../ScreenView.tsx'
import type { TerminalTools } from '../TerminalView.tsx'
import { beginBroadcast, endBroadcast, useBroadcast } from './broadcast.ts'
import { fileName, saveFile } from './saveFile.ts'
import { changeLook, useLook, type Scaling } from './sessionLook.ts'

const look = { size: 16, stroke: 1.75, 'aria-hidden': true } as const

interface Session {
  readonly session: SessionId
  readonly name: string
}

/** What is done rarely in a session's window. */
export function SessionMenu({ session, name, screen, terminal }: Session & { screen: ScreenKeys | null; terminal: TerminalTools | null }) {
  if (!terminal && !screen) return null
  return (
    <Menu position="bottom-end" withinPortal={false} width={250} returnFocus={false}>
      <Menu.Target>
        <IconButton label="More for this session" className="small">
          <IconDots size={15} stroke={1.75} />
        </IconButton>
      </Menu.Target>
      <Menu.Dropdown>
        {terminal && <ForTerminal session={session} name={name} terminal={terminal} />}
        {screen && <ForScreen session={session} name={name} screen={screen} />}
      </Menu.Dropdown>
    </Menu>
  )
}

function ForTerminal({ session, name, terminal }: Session & { terminal: TerminalTools }) {
  const held = useBroadcast((state) => state.held.size)
  const to = useBroadcast((state) => state.to)
  const save = () => saveFile(fileName(name, new Date(), 'txt'), new Blob([terminal.text()], { type: 'text/plain' }))
  const then = (act: () => void) => () => {
    act()
    terminal.focus()
  }
  const item = (what: Parameters<TerminalTools['act']>[0], words: string, chord: string, icon: ReactNode) => (
    <Menu.Item
      leftSection={icon}
      rightSection={<kbd className="quiet small">{chord}</kbd>}
      onClick={what === 'find' ? () => terminal.act(what) : then(() => terminal.act(what))}
    >
      {words}
    </Menu.Item>
  )
  return (
    <>
      {item('copy', 'Copy', 'Ctrl+Shift+C', <IconCopy {...look} />)}
      {item('paste', 'Paste', 'Ctrl+Shift+V', <IconClipboard {...look} />)}
      {item('find', 'Find', 'Ctrl+Shift+F', <IconSearch {...look} />)}
      <Menu.Divider />
      {item('larger', 'Larger', 'Ctrl+Shift++', <IconTextIncrease {...look} />)}
      {item('smaller', 'Smaller', 'Ctrl+Shift+-', <IconTextDecrease {...look} />)}
      {item('standard', 'Standard size', 'Ctrl+Shift+0', <IconTextSize {...look} />)}
      <Menu.Divider />
      <Menu.Item leftSection={<IconFileText {...look} />} onClick={save}>
        Save the text
      </Menu.Item>
      {to?.includes(session) ? (
        <Menu.Item leftSection={<IconBroadcast {...look} />} onClick={then(endBroadcast)}>
          Type only into this one
        </Menu.Item>
      ) : (
        held > 1 && (
          <Menu.Item leftSection={<IconBroadcast {...look} />} onClick={then(beginBroadcast)}>
            Type into all {held} terminals here
          </Menu.Item>
        )
      )}
    </>
  )
}

const SCALINGS: readonly { readonly scaling: Scaling; readonly words: string; readonly title: string }[] = [
  { scaling: 'fit', words: 'Fit into the window', title: 'The whole screen, smaller or larger than it is' },
  { scaling: 'real', words: 'As large as it is', title: 'Pixel by pixel; scroll to see the rest' },
  { scaling: 'remote', words: 'Change its size to the window', title: 'Where the server takes another size; else it is fitted' },
]

function ForScreen({ session, name, screen }: Session & { screen: ScreenKeys }) {
  const { scaling } = useLook(session)
  const save = () =>
    attempt(async () => {
      const blob = await screen.picture()
      if (blob) saveFile(fileName(name, new Date(), 'png'), blob)
      else useView.getState().say('There is no picture yet.')
    })
  return (
    <>
      {screen.scales && (
        <>
          <Menu.RadioGroup
            value={scaling}
            onChange={(value) => {
              const chosen = SCALINGS.find((one) => one.scaling === value)
              if (chosen) changeLook(session, { scaling: chosen.scaling })
            }}
          >
            {SCALINGS.map((one) => (
              <Menu.RadioItem key={one.scaling} value={one.scaling} title={one.title} closeMenuOnClick>
                {one.words}
              </Menu.RadioItem>
            ))}
          </Menu.RadioGroup>
          <Menu.Divider />
        </>
      )}
      <Menu.Item leftSection={<IconCamera {...look} />} onClick={save}>
        Save a picture
      </Menu.Item>
    </>
  )
}
