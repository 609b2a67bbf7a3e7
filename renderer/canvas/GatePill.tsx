import { IconHeartbeat, IconPlayerPlay } from '@tabler/icons-react'
import type { MouseEvent } from 'react'
import type { ComponentId } from '../../shared/model/id.ts'
import type { Gate } from '../../shared/model/service.ts'
import { StateGlyph } from '../ui/StateGlyph.tsx'
import type { State } from '../ui/states.ts'
import { useNodeActions } from './actions.ts'
import type { AfterData } from './flow.ts'

interface Props {
  readonly pair: { readonly target: ComponentId; readonly late: ComponentId }
  readonly data: Pick<AfterData, 'gate' | 'tone' | 'locked' | 'names'>
  readonly x: number
  readonly y: number
  readonly colour: string
}

/** The gate of a wait, on its line; a click changes it. With the keyboard it is reached while one of its ends is chosen. */
export function GatePill({ pair, data: { gate, tone, locked, names }, x, y, colour }: Props) {
  const { toggleGate } = useNodeActions()
  const change = (event: MouseEvent) => {
    // The line itself is not meant: a click on it would choose it.
    event.stopPropagation()
    toggleGate(pair.late, pair.target, otherGate(gate))
  }
  return (
    <button
      type="button"
      className={`gate nodrag nopan tone-${tone}`}
      style={{ transform: `translate(-50%, -50%) translate(${x}px, ${y}px)`, borderColor: colour }}
      disabled={locked}
      tabIndex={tone === 'chosen' ? 0 : -1}
      onClick={change}
      title={locked ? names : `${names}; click to change the gate`}
      aria-label={`${names}. Change the gate`}
    >
      <GateWord gate={gate} state={tone === 'plain' || tone === 'chosen' || (tone === 'ready' && gate === 'started') ? null : tone} />
    </button>
  )
}

/** The gate that it is not. */
export const otherGate = (gate: Gate): Gate => (gate === 'ready' ? 'started' : 'ready')

/** A gate by its name, after how it stands; null where that is not to be told. */
export const GateWord = ({ gate, state }: { gate: Gate; state: State | null }) => (
  <>
    {state === 'starting' || state === 'failed' || state === 'ready' ? (
      <StateGlyph state={state} size={12} word={null} />
    ) : gate === 'ready' ? (
      <IconHeartbeat size={13} stroke={1.75} aria-hidden />
    ) : (
      <IconPlayerPlay size={13} stroke={1.75} aria-hidden />
    )}
    {gate}
  </>
)
