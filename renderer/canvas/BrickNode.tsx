import { Handle, type NodeProps, Position } from '@xyflow/react'
import { IconClock, IconPlug, IconPlus } from '@tabler/icons-react'
import { memo } from 'react'
import { KindIcon } from '../ui/KindIcon.tsx'
import { StateWord } from '../ui/StateGlyph.tsx'
import { useNodeActions } from './actions.ts'
import type { Face } from './face.ts'
import { useFace } from './facesNow.ts'
import { type BrickNode, spoken, spokenId } from './flow.ts'
import { Fold, OpenService, SessionChips, SharedWith, Warning } from './NodeMarks.tsx'

type Data = BrickNode['data']

/** A component that shows nothing on it: name and state, facts, the probe that decides, its sessions. */
export const Brick = memo(function Brick({ data, selected }: NodeProps<BrickNode>) {
  const { component } = data
  const face = useFace(component.id)
  const { addSession } = useNodeActions()
  if (!face) return null
  return (
    <div className={`brick ${looksOf(data, face, selected)}`}>
      <Spoken data={data} face={face} />
      <Ends data={data} />
      <div className="brick-content">
        <header>
          <Fold id={component.id} name={component.name} hidden={data.hidden} tab={data.current ? 0 : -1} />
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
          <SessionChips component={component} tab={data.current ? 0 : -1} />
          {'machine' in component.is && data.through === null && (
            <button
              type="button"
              tabIndex={data.current ? 0 : -1}
              className="node-session by-hand add nodrag"
              aria-label={`Add a session to ${component.name}`}
              onClick={(event) => addSession(component.id, event.currentTarget)}
            >
              <IconPlus size={12} stroke={1.75} aria-hidden />
            </button>
          )}
          {data.hidden !== null && data.hidden > 0 && <span className="quiet nowrap">{data.hidden} folded away</span>}
          <Marks data={data} face={face} />
        </footer>
      </div>
      <Share face={face} />
    </div>
  )
})

/** A component that shows what it carries, or the service it takes in: a header, and room for them. */
export const BoxBrick = memo(function BoxBrick({ data, selected }: NodeProps<BrickNode>) {
  const { component, depth } = data
  const face = useFace(component.id)
  if (!face) return null
  return (
    <div className={`box level-${depth % 2} ${looksOf(data, face, selected)}`}>
      <Spoken data={data} face={face} />
      <Ends data={data} />
      <header title={face.line}>
        <Fold id={component.id} name={component.name} hidden={data.hidden} tab={data.current ? 0 : -1} />
        <KindIcon kind={face.kind} />
        <b className="cut">{component.name}</b>
        <span className="facts cut grow">{face.lineIs === 'ready' ? face.facts : face.line}</span>
        <Marks data={data} face={face} />
        <StateWord state={face.state}>{face.word}</StateWord>
      </header>
      <Share face={face} />
    </div>
  )
})

function looksOf({ target, waits, waited, through, opens }: Data, face: Face, selected: boolean): string {
  const flags = { chosen: selected, target, waits, waited, foreign: through !== null, reference: opens !== null }
  return [`is-${face.state}`, ...Object.entries(flags).flatMap(([name, set]) => (set ? [name] : []))].join(' ')
}

const Ends = ({ data: { through } }: { data: Data }) =>
  through === null ? (
    <>
      <Handle type="target" position={Position.Left} title="Drag here from what is waited for" />
      <Handle type="source" position={Position.Right} title="Drag to who has to wait for this" />
    </>
  ) : (
    <>
      <Handle type="target" position={Position.Left} isConnectable={false} />
      <Handle type="source" position={Position.Right} isConnectable={false} />
    </>
  )

/** What is read aloud of its node. */
const Spoken = ({ data: { component, home, hidden }, face }: { data: Data; face: Face }) => (
  <span hidden role="img" id={spokenId(component.id)} aria-label={spoken(component.name, face, home, hidden ?? 0)} />
)

/** What has to be known about it besides its state: who else uses it, where it is drawn, what is wrong. */
function Marks({ data: { component, opens, current }, face }: { data: Data; face: Face }) {
  const tab = current ? 0 : -1
  return (
    <>
      <SharedWith shared={face.shared} />
      <Warning id={component.id} face={face} tab={tab} />
      {opens && <OpenService name={component.name} service={opens} tab={tab} />}
    </>
  )
}

/** Progress against the expected time, along the lower edge. */
const Share = ({ face }: { face: Face }) =>
  face.share === null ? null : <i className="share" style={{ transform: `scaleX(${face.share})` }} />
