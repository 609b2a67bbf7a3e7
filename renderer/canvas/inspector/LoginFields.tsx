import type { Login, Machine } from '../../../shared/model/machine.ts'
import { TextBox } from '../../panels/form/TextBox.tsx'
import { FieldRow, Section } from '../../ui/Pieces.tsx'
import type { Acts } from '../acts.ts'

const anyText = (): null => null

/** How the machine is entered over SSH; without a user it is not entered at all. */
export function LoginFields({ machine, acts }: { machine: Machine; acts: Acts }) {
  const { login } = machine
  const set = (part: Partial<Login>): void =>
    acts.setLogin(machine, { user: 'root', keys: [], knownHosts: null, secret: null, ...login, ...part })
  return (
    <Section title="Login">
      <FieldRow label="User" htmlFor="login-user" help="Needed by what it carries, by SSH probes and by terminals">
        <TextBox
          id="login-user"
          text={login?.user ?? ''}
          placeholder="none"
          fault={anyText}
          onCommit={(text) => (text.trim() === '' ? acts.setLogin(machine, null) : set({ user: text.trim() }))}
        />
      </FieldRow>
      {login && (
        <FieldRow label="Keys" htmlFor="login-keys" help="Private key files, with commas between; the SSH agent is asked besides them">
          <TextBox
            id="login-keys"
            mono
            text={login.keys.join(', ')}
            placeholder="the agent's"
            fault={anyText}
            onCommit={(text) =>
              set({
                keys: text
                  .split(',')
                  .map((key) => key.trim())
                  .filter((key) => key !== ''),
              })
            }
          />
        </FieldRow>
      )}
    </Section>
  )
}
