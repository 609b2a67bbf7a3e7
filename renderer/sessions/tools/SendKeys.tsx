import { Menu } from '@mantine/core'
import { IconKeyboard } from '@tabler/icons-react'
import { Fragment } from 'react'
import { IconButton } from '../../ui/Button.tsx'
import type { ScreenKeys } from '../ScreenView.tsx'
import type { TerminalTools } from '../TerminalView.tsx'
import { SCREEN_SEQUENCES, TERMINAL_SEQUENCES } from './keySequences.ts'

/** Keys that never reach a session because a browser or a desktop takes them first. */
export function SendKeys({ screen, terminal }: { screen: ScreenKeys | null; terminal: TerminalTools | null }) {
  return (
    // Within the session: outside of it nothing is drawn in full screen.
    <Menu position="bottom-end" withinPortal={false} width={180} returnFocus={false}>
      <Menu.Target>
        <IconButton label="Send keys" className="small" disabled={!screen && !terminal}>
          <IconKeyboard size={15} stroke={1.75} />
        </IconButton>
      </Menu.Target>
      <Menu.Dropdown>
        {screen &&
          SCREEN_SEQUENCES.map((group, at) => (
            <Fragment key={group[0]?.label}>
              {at > 0 && <Menu.Divider />}
              {group.map((sequence) => (
                <Menu.Item key={sequence.label} onClick={() => screen.send(sequence)}>
                  {sequence.label}
                </Menu.Item>
              ))}
            </Fragment>
          ))}
        {terminal &&
          TERMINAL_SEQUENCES.map(({ label, text }) => (
            <Menu.Item
              key={label}
              onClick={() => {
                terminal.type(text)
                terminal.focus()
              }}
            >
              {label}
            </Menu.Item>
          ))}
      </Menu.Dropdown>
    </Menu>
  )
}
