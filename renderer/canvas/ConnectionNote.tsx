import { Panel, useConnection } from '@xyflow/react'

/** While a line is drawn: why it may not end where the pointer is. */
export function ConnectionNote({ reason }: { reason: (target: string | null, late: string | null) => string | null }) {
  const over = useConnection((c) => {
    if (!c.inProgress || !c.toNode || c.isValid) return null
    return c.fromHandle.type === 'source' ? `${c.fromNode.id} ${c.toNode.id}` : `${c.toNode.id} ${c.fromNode.id}`
  })
  if (!over) return null
  const [target = null, late = null] = over.split(' ')
  const why = reason(target, late)
  return why ? (
    <Panel position="top-center">
      <p className="connection-note" role="status">
        {why}
      </p>
    </Panel>
  ) : null
}
