import { ClientFrame, type Wire } from '../../shared/contract/wire.ts'
import type { Method } from '../../shared/contract/contract.ts'
import type { SessionId } from '../../shared/model/id.ts'

/** What the page of a session may ask. It shows what a remote machine draws, so it gets no more than it needs. */
const ALLOWED: readonly Method[] = [
  'app.info',
  'document.read',
  'plugins.list',
  'machines.seen',
  'runs.list',
  'questions.open',
  'events.since',
  'session.resize',
]
/** And these only about itself. */
const OWN: readonly Method[] = ['session.attach', 'session.close', 'session.open']

/** The same wire, on which only what one session's window needs comes through; everything else is as if it was never said. */
export const sessionOnly = (wire: Wire, session: SessionId): Wire => ({
  ...wire,
  onFrame: (listen) => wire.onFrame((frame) => allows(frame, session) && listen(frame)),
})

/** Whether a session's window may send this. */
export function allows(raw: unknown, session: SessionId): boolean {
  const { data: frame } = ClientFrame.safeParse(raw)
  if (!frame) return false
  if (frame.kind !== 'call') return true
  const asks = (methods: readonly string[]) => methods.includes(frame.method)
  return asks(ALLOWED) || (asks(OWN) && isAbout(frame.input, session))
}

const isAbout = (input: unknown, session: SessionId): boolean =>
  typeof input === 'object' && input !== null && 'session' in input && input.session === session
