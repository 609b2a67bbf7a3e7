import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import type { Login, Machine } from '../../../shared/model/machine.ts'
import { engine } from '../../client/engine.ts'
import { attempt } from '../../store/view.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { FieldRow, Section } from '../../ui/Pieces.tsx'
import { TextBox } from '../form/TextBox.tsx'

/** How the machine is entered over SSH. A password goes to the engine's vault and is never read back. */
export function LoginForm({ machine, save }: { machine: Machine; save(login: Login | null): void }) {
  const { login } = machine
  const [password, setPassword] = useState('')
  if (!login)
    return (
      <Section
        title="Login"
        aside={
          <IconButton
            label="Add a login"
            className="small"
            onClick={() => save({ user: 'root', keys: [], knownHosts: null, secret: null })}
          >
            <IconPlus size={14} stroke={1.75} />
          </IconButton>
        }
      >
        <p className="quiet small">None: nothing inside is entered over SSH.</p>
      </Section>
    )
  const keep = () =>
    attempt(async () => {
      const { ref } = await engine['secret.keep']({ label: `Password of ${login.user} on ${machine.label}`, value: password })
      setPassword('')
      save({ ...login, secret: ref })
    })
  return (
    <Section
      title="Login"
      aside={
        <IconButton label="Take the login away" className="small" onClick={() => save(null)}>
          <IconTrash size={14} stroke={1.75} />
        </IconButton>
      }
    >
      <FieldRow label="User">
        <TextBox
          label="User"
          text={login.user}
          fault={(text) => (text.trim() === '' ? 'This is needed.' : null)}
          onCommit={(user) => save({ ...login, user: user.trim() })}
        />
      </FieldRow>
      <FieldRow label="Key files" help="Private keys on this computer, separated by commas; besides them the SSH agent is asked">
        <TextBox
          label="Key files"
          mono
          text={login.keys.join(', ')}
          placeholder="~/.ssh/id_ed25519"
          fault={() => null}
          onCommit={(text) =>
            save({
              ...login,
              keys: text
                .split(',')
                .map((key) => key.trim())
                .filter(Boolean),
            })
          }
        />
      </FieldRow>
      <FieldRow label="Known hosts" help="A known_hosts file to trust besides your own">
        <TextBox
          label="Known hosts"
          mono
          text={login.knownHosts ?? ''}
          fault={() => null}
          onCommit={(text) => save({ ...login, knownHosts: text.trim() === '' ? null : text.trim() })}
        />
      </FieldRow>
      <FieldRow label="Password" help="Or the passphrase of the key">
        <div className="row">
          <span className="text-box grow">
            <input
              type="password"
              aria-label="Password"
              autoComplete="off"
              value={password}
              placeholder={login.secret ? 'kept; type to replace' : 'none kept'}
              onChange={(event) => setPassword(event.currentTarget.value)}
            />
          </span>
          <Button disabled={password === ''} onClick={keep}>
            Keep
          </Button>
        </div>
      </FieldRow>
    </Section>
  )
}
