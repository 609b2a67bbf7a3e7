import { IconAlertTriangle, IconChevronDown, IconChevronRight, IconExternalLink } from '@tabler/icons-react'
import type { ComponentId, ServiceId } from '../../shared/model/id.ts'
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
