import { IconArrowRight, IconChevronDown, IconChevronRight, IconDeviceDesktop } from '@tabler/icons-react'
import type { ComponentProps, ReactNode } from 'react'
import { rootsOf } from '../../../shared/logic/nest.ts'
import { KindIcon } from '../../ui/KindIcon.tsx'
import { StateWord } from '../../ui/StateGlyph.tsx'
import { useNodeActions } from '../actions.ts'
import { gateState } from '../faces.ts'
import { GateWord, otherGate } from '../GatePill.tsx'
import { OpenService, SessionChips, SharedWith } from '../NodeMarks.tsx'
import type { Stage } from '../useScene.ts'
import { answerOf, memoryGiven, memoryText, timeOf } from './facts.ts'
import { briefly } from '../words.ts'
import type { TreeRow } from './rows.ts'

interface Props {
  readonly row: TreeRow
  readonly stage: Stage
  /** The keyboard is in this row: its buttons can be reached with Tab. */
  readonly current: boolean
  /** The field that stands in place of the name while it is changed. */
  readonly rename: ReactNode
  readonly onTwist: () => void
}

/** The cells of one row: who it is, how it is, what it waits for, what it gives away, how long it takes, its windows. */
export function Cells({ row, stage, current, rename, onTwist }: Props) {
  const { part, open } = row
  const tab = current ? 0 : -1
  const face = part && stage.faces.get(part.component.id)
  const answer = part ? answerOf(part, stage) : { text: 'carries what names no other carrier', is: 'quiet' as const }
  const guests = part ? (stage.whole.get(part.component.id)?.above ?? []) : rootsOf(stage.whole).filter((id) => !stage.isGround(id))
  const memory = memoryGiven(part, guests, stage)
  return (
    <>
      <Cell role="rowheader" className="tree-name">
        <Lines row={row} />
        <span className="twist" aria-hidden onClick={onTwist}>
          {open !== null && (open ? <IconChevronDown size={14} stroke={1.75} /> : <IconChevronRight size={14} stroke={1.75} />)}
        </span>
        {part ? <KindIcon kind={face?.kind ?? ''} /> : <IconDeviceDesktop size={16} stroke={1.75} aria-hidden />}
        {rename ?? <b className="cut">{part?.component.name ?? 'This computer'}</b>}
        <span className="facts cut" title={face?.facts}>
          {face ? briefly(face.facts) : 'ground'}
        </span>
        {part && part.hidden > 0 && <span className="tree-count nowrap">{part.hidden} folded</span>}
        {face && <SharedWith shared={face.shared} />}
        {part?.means && <OpenService name={part.component.name} service={part.means.id} tab={tab} />}
      </Cell>
      <Cell>
        <StateWord state={face?.state ?? 'ready'}>{face?.word.split(',')[0] ?? 'ready'}</StateWord>
      </Cell>
      <Cell className={`cut ${answer.is}`} title={answer.text}>
        {answer.text}
      </Cell>
      <Cell className="tree-after">{part && <After row={row} stage={stage} tab={tab} />}</Cell>
      <Cell className="tree-memory number">
        {memory && (
          <>
            {memory.own !== null && (
              <i className={`meter ${memory.given > memory.own ? 'over' : ''}`}>
                <i style={{ width: `${Math.min(1, memory.given / memory.own) * 100}%` }} />
              </i>
            )}
            <span className={memory.own !== null && memory.given > memory.own ? 'is-starting' : ''}>{memoryText(memory)}</span>
          </>
        )}
      </Cell>
      <Cell className="number cut">{part && 'machine' in part.component.is ? timeOf(part.component.id, stage) : ''}</Cell>
      <Cell className="tree-sessions">{part && <SessionChips component={part.component} tab={tab} />}</Cell>
      {face?.share != null && <i className="share" aria-hidden style={{ transform: `scaleX(${face.share})` }} />}
    </>
  )
}

/** One cell; the row has the keyboard, not its cells. */
const Cell = ({ role = 'gridcell', ...rest }: ComponentProps<'span'>) => <span role={role} {...rest} />

/** The lines that lead from a carrier to what it carries. */
const Lines = ({ row: { level, lines } }: { row: TreeRow }) => (
  <span className="tree-lines" aria-hidden style={{ width: (level - 1) * 24 }}>
    {lines.slice(1).map((goesOn, index, all) => {
      const outer = `level ${index}`
      return <i key={outer} className={index === all.length - 1 ? (goesOn ? 'fork' : 'end') : goesOn ? 'through' : ''} />
    })}
  </span>
)

function After({ row: { part }, stage, tab }: { row: TreeRow; stage: Stage; tab: number }) {
  const { toggleGate } = useNodeActions()
  if (!part) return null
  const { component, through } = part
  if (component.after.length === 0) return <span className="quiet cut">{stage.isGround(component.id) ? 'nothing' : 'what carries it'}</span>
  return component.after.map(({ component: target, gate }) => {
    const name = stage.whole.get(target)?.component.name ?? 'something that is gone'
    const tone = stage.running ? gateState(gate, stage.faces.get(target)) : null
    const locked = stage.locked || through !== null
    return (
      <span key={target} className="tree-wait">
        <IconArrowRight size={14} stroke={1.75} aria-hidden />
        <span className="cut">{name}</span>
        <button
          type="button"
          className="gate-chip"
          tabIndex={tab}
          disabled={locked}
          aria-label={`${component.name} waits for ${name} ${gate}. Change the gate`}
          onClick={() => toggleGate(component.id, target, otherGate(gate))}
        >
          <GateWord gate={gate} state={tone} />
        </button>
      </span>
    )
  })
}
