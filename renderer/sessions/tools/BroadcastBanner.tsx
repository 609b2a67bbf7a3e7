import { IconBroadcast } from '@tabler/icons-react'
import { Button } from '../../ui/Button.tsx'
import { endBroadcast, useBroadcast } from './broadcast.ts'
import './tools.css'

/** Says, as long as it is so, that what is typed here goes to other terminals too; one click ends it. */
export function BroadcastBanner({ session }: { session: string }) {
  const held = useBroadcast((state) => state.held)
  const to = useBroadcast((state) => state.to)
  if (!to?.includes(session)) return null
  const names = to.flatMap((id) => held.get(id)?.name ?? [])
  return (
    <div className="broadcast-banner" role="alert">
      <IconBroadcast size={16} stroke={2} aria-hidden />
      <b>What you type goes to {names.length} terminals</b>
      <span className="grow cut" title={names.join('; ')}>
        {names.join('; ')}
      </span>
      <Button onClick={endBroadcast}>Only to this one again</Button>
    </div>
  )
}
