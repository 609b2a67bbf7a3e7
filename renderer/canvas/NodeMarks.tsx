import { IconAlertTriangle, IconChevronDown, IconChevronRight, IconExternalLink, IconUsers } from '@tabler/icons-react'
import type { ComponentId, ServiceId } from '../../shared/model/id.ts'
import type { VComponent } from '../../shared/model/service.ts'
import { KindIcon } from '../ui/KindIcon.tsx'
import { useNodeActions } from './actions.ts'
import type { Face } from './face.ts'
import './marks.css'

/** Puts away what a part carries, or brings it back. `hidden`: so many are away; null when it carries nothing. */
export function Fold({ id, name, hidden, tab }: { id: ComponentId; name: string; hidden: number | null; tab: number }) {
  const { fold } = useNodeActions()
  if (hidden === null) return null
  const open = hidden === 0
  return (
    <button
      type="button"
      tabIndex={tab}
      className="node-fold nodrag"
      aria-expanded={open}
      aria-label={`What ${name} carries`}
      title={open ? 'Fold (F)' : 'Unfold (F)'}
      onClick={() => fold(id, open)}
    >
      {open ? <IconChevronDown size={14} stroke={1.75} aria-hidden /> : <IconChevronRight size={14} stroke={1.75} aria-hidden />}
    </button>
  )
}

/** Goes to the service that a reference takes in, where it can be changed. */
export function OpenService({ name, service, tab }: { name: string; service: ServiceId; tab: number }) {
  const { openService } = useNodeActions()
  return (
    <button
      type="button"
      tabIndex={tab}
      className="node-open nodrag"
      aria-label={`Open the service of ${name}`}
      title="Open this service"
      onClick={() => openService(service)}
    >
      <IconExternalLink size={14} stroke={1.75} aria-hidden />
    </button>
  )
}

/** What is wrong with it, in two words; a click leads to where it can be mended. */
export function Warning({ id, face, tab }: { id: ComponentId; face: Face; tab: number }) {
  const { goToProblem } = useNodeActions()
  if (!face.warning) return null
  return (
    <button type="button" tabIndex={tab} className="warn nodrag" title={face.warning.title} onClick={() => goToProblem(id)}>
      <IconAlertTriangle size={14} stroke={1.75} aria-hidden />
      {face.warning.short}
    </button>
  )
}

/** Its windows, each a chip that opens it. */
export function SessionChips({ component: { id, sessions }, tab }: { component: VComponent; tab: number }) {
  const { session } = useNodeActions()
  return sessions.map((one) => {
    const byHand = one.opens === 'by-hand'
    return (
      <button
        key={one.id}
        type="button"
        tabIndex={tab}
        className={`node-session nodrag ${byHand ? 'by-hand' : ''}`}
        onClick={() => session(id, one.id)}
        title={byHand ? `${one.name}, opened by hand` : one.name}
      >
        <KindIcon kind={one.plugin} size={14} />
        <span className="cut">{one.name}</span>
      </button>
    )
  })
}

/** Which other workspaces start its machine too. */
export const SharedWith = ({ shared }: Pick<Face, 'shared'>) =>
  shared === null ? null : (
    <span className="node-shared" title={`This machine is ${shared}: whoever stops leaves it running for the others`}>
      <IconUsers size={13} stroke={1.75} aria-hidden />
      <span className="cut">{shared}</span>
    </span>
  )
