import { Handle, type NodeProps, Position } from '@xyflow/react'
import { IconAlertTriangle, IconClock, IconPlug, IconPlus } from '@tabler/icons-react'
import { memo } from 'react'
import { KindIcon } from '../ui/KindIcon.tsx'
import { StateWord } from '../ui/StateGlyph.tsx'
import { useNodeActions } from './actions.ts'
import type { BrickNode } from './flow.ts'

/** A component that carries nothing: name and state, facts, the probe that decides, its sessions. */
export const Brick = memo(function Brick({ data, selected }: NodeProps<BrickNode>) {
  const { component, face, target } = data
  const { session, addSession } = useNodeActions()
  return (
    <div
      className={`brick is-${face.state} ${selected ? 'chosen' : ''} ${target ? 'target' : ''} ${data.waits ? 'waits' : ''} ${data.waited ? 'waited' : ''}`}
    >
      <Ends />
      <div className="brick-content">
        <header>
          <KindIcon kind={face.kind} />
          <b className="cut grow">{component.name}</b>
          <StateWord state={face.state}>{face.word}</StateWord>
        </header>
        <p className="facts cut">{face.facts}</p>
        <p className={`line cut ${face.lineIs}`} title={face.line}>
          {face.lineIs === 'waits' ? <IconClock size={14} stroke={1.75} aria-hidden /> : <IconPlug size={14} stroke={1.75} aria-hidden />}
          <span className="cut">{face.line}</span>
        </p>
        <footer>
          {component.sessions.map((s) => (
            <button
              key={s.id}
              type="button"
              className={`node-session nodrag ${s.opens === 'by-hand' ? 'by-hand' : ''}`}
              onClick={() => session(component.id, s.id)}
              title={s.opens === 'by-hand' ? `${s.name}, opened by hand` : s.name}
            >
              <KindIcon kind={s.plugin} size={14} />
              <span className="cut">{s.name}</span>
            </button>
          ))}
          {'machine' in component.is && (
            <button
              type="button"
              className="node-session by-hand add nodrag"
              aria-label={`Add a session to ${component.name}`}
              onClick={(event) => addSession(component.id, event.currentTarget)}
            >
              <IconPlus size={12} stroke={1.75} aria-hidden />
            </button>
          )}
          <Warning data={data} />
        </footer>
      </div>
      <Share data={data} />
    </div>
  )
})

/** A component that carries others: a header, and room for them. */
export const BoxBrick = memo(function BoxBrick({ data, selected }: NodeProps<BrickNode>) {
  const { component, face, depth, target } = data
  return (
    <div
      className={`box level-${depth % 2} is-${face.state} ${selected ? 'chosen' : ''} ${target ? 'target' : ''} ${data.waits ? 'waits' : ''} ${data.waited ? 'waited' : ''}`}
    >
      <Ends />
      <header title={face.line}>
        <KindIcon kind={face.kind} />
        <b className="cut">{component.name}</b>
        <span className="facts cut grow">{face.lineIs === 'ready' ? face.facts : face.line}</span>
        <Warning data={data} />
        <StateWord state={face.state}>{face.word}</StateWord>
      </header>
      <Share data={data} />
    </div>
  )
})

const Ends = () => (
  <>
    <Handle type="target" position={Position.Left} title="Drag here from what is waited for" />
    <Handle type="source" position={Position.Right} title="Drag to who has to wait for this" />
  </>
)

function Warning({ data: { component, face } }: { data: BrickNode['data'] }) {
  const { goToProblem } = useNodeActions()
  if (!face.warning) return null
  return (
    <button type="button" className="warn nodrag" title={face.warning.title} onClick={() => goToProblem(component.id)}>
      <IconAlertTriangle size={14} stroke={1.75} aria-hidden />
      {face.warning.short}
    </button>
  )
}

/** Progress against the expected time, along the lower edge. */
const Share = ({ data: { face } }: { data: BrickNode['data'] }) =>
  face.share === null ? null : <i className="share" style={{ transform: `scaleX(${face.share})` }} />
