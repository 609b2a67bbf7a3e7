import type { FormEvent } from 'react'
import { Button } from '../ui/Button.tsx'
import { FieldRow } from '../ui/Pieces.tsx'
import type { RdpLogin } from './rdpSession.ts'

/** Asks who logs in. What was refused before is said above. */
export function RdpForm({
  user,
  domain,
  refused,
  onLogin,
}: {
  user: string
  domain: string
  refused: string | null
  onLogin(login: RdpLogin): void
}) {
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const text = (name: string) => String(form.get(name) ?? '')
    onLogin({ user: text('user'), password: text('password'), domain: text('domain') })
  }
  return (
    <form className="screen-login" onSubmit={submit}>
      <h2>This desktop asks for a login</h2>
      {refused !== null && <p role="alert">{refused}</p>}
      <FieldRow label="User" htmlFor="rdp-user">
        <input id="rdp-user" name="user" className="plain-input" defaultValue={user} autoComplete="off" />
      </FieldRow>
      <FieldRow label="Password" htmlFor="rdp-password">
        <input id="rdp-password" name="password" type="password" className="plain-input" autoComplete="off" />
      </FieldRow>
      <FieldRow label="Domain" htmlFor="rdp-domain">
        <input id="rdp-domain" name="domain" className="plain-input" defaultValue={domain} autoComplete="off" />
      </FieldRow>
      <Button type="submit" kind="filled">
        Log in
      </Button>
    </form>
  )
}
