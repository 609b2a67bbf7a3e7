import { Handle, type NodeProps, Position } from '@xyflow/react'
import { IconDeviceDesktop } from '@tabler/icons-react'
import { memo } from 'react'
import { layerMeasures } from '../../../shared/logic/layers.ts'
import { KindIcon } from '../../ui/KindIcon.tsx'
import { StateWord } from '../../ui/StateGlyph.tsx'
import { Fold, OpenService, SessionChips, SharedWith, Warning } from '../NodeMarks.tsx'
import { briefly } from '../words.ts'
import type { SlabNode } from './slabs.ts'

/** One layer of a stack: it stands on its carrier, and carries what stands on it. */
export const Slab = memo(function Slab({ data, selected, positionAbsoluteX, width = 0 }: NodeProps<SlabNode>) {
  const { part, face, answer, level, current } = data
  const tab = current ? 0 : -1
  const looks = [
    'slab',
    `level-${Math.min(level, 3)}`,
    `is-${face?.state ?? 'ready'}`,
    ...(selected ? ['chosen'] : []),
    ...(part?.through ? ['foreign'] : []),
    ...(part?.means ? ['reference'] : []),
  ]
  return (
    <div className={looks.join(' ')}>
      <Handle type="target" position={Position.Top} isConnectable={false} />
      <Handle type="source" position={Position.Top} isConnectable={false} />
      <div className="slab-content" style={layerMeasures.width < width ? wide(positionAbsoluteX, width) : undefined}>
        <header>
          {part ? <KindIcon kind={face?.kind ?? ''} size={15} /> : <IconDeviceDesktop size={15} stroke={1.75} aria-hidden />}
          <b className="cut grow">{part?.component.name ?? 'This computer'}</b>
          {part && (
            <Fold id={part.component.id} name={part.component.name} hidden={part.above.length > 0 ? 0 : part.hidden || null} tab={tab} />
          )}
          {part?.means && <OpenService name={part.component.name} service={part.means.id} tab={tab} />}
        </header>
        <StateWord state={face?.state ?? 'ready'}>{face?.word.split(',')[0] ?? 'ready'}</StateWord>
        <p className="facts cut" title={face?.facts}>
          {face ? briefly(face.facts) : 'ground'}
        </p>
        <p className={`line cut ${answer.is}`} title={answer.text}>
          {answer.text.replace(/^ready when/, 'when')}
        </p>
        <footer>
          {part && <SessionChips component={part.component} tab={tab} />}
          {part && part.hidden > 0 && <span className="quiet nowrap">{part.hidden} folded away</span>}
          {face && <SharedWith shared={face.shared} />}
          {part && face && <Warning id={part.component.id} face={face} tab={tab} />}
        </footer>
      </div>
      {face?.share != null && <i className="share" style={{ transform: `scaleX(${face.share})` }} />}
    </div>
  )
})

/** The words of a wide slab keep in sight while it is only partly seen. */
const wide = (x: number, width: number) => ({
  width: layerMeasures.width * 1.5,
  transform: `translateX(clamp(0px, var(--left, 0px) - ${x}px, ${width - layerMeasures.width * 1.5}px))`,
})
