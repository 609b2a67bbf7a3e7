import { SessionId } from '../../shared/model/id.ts'
import { EmptyState } from '../ui/Pieces.tsx'
import { Questions } from '../frame/Questions.tsx'
import { Toasts } from '../frame/Toasts.tsx'
import { useView } from '../store/view.ts'
import { SessionView } from './SessionView.tsx'

/** The page of a window that shows one session and nothing else. It attaches once the engine is there. */
export function SessionPage({ session }: { session: string }) {
  const waiting = useView((view) => view.link.state === 'connecting')
  const id = SessionId.safeParse(session)
  if (!id.success) return <EmptyState title="There is no such session">The address names something else.</EmptyState>
  if (waiting) return <div className="session" aria-busy="true" />
  return (
    <>
      <SessionView session={id.data} />
      <Questions />
      <Toasts />
    </>
  )
}
