import { IconArrowBackUp, IconPlayerPlay, IconRefresh } from '@tabler/icons-react'
import { useMemo } from 'react'
import type { Step } from '../../../shared/model/plan.ts'
import type { RunRecord } from '../../../shared/model/run.ts'
import { backSteps, goOn, leave, leftSteps, undo } from '../../store/follow-up.ts'
import { useLaunch } from '../../store/launch.ts'
import { useLive } from '../../store/live.ts'
import { attempt } from '../../store/view.ts'
import { Button } from '../../ui/Button.tsx'
import { counted } from '../../ui/time.ts'
import './plan.css'

const look = { size: 16, stroke: 1.75, 'aria-hidden': true } as const

interface Props {
  readonly record: RunRecord
  /** The branch that is meant; left out it is all that did not come true. */
  readonly branch?: readonly Step[]
  /** Only trying again: the rest stands elsewhere already. */
  readonly lean?: boolean
  /** The one filled button of the screen is here. */
  readonly main?: boolean
  /** Called when there is a plan to look at. */
  readonly planned?: () => void
  /** Called with the run that takes back. */
  readonly undone?: (run: string) => void
}

/** Go on (or try again), take back, leave: what can become of a run that did not end well, each with how much it does. */
export function FollowUp({ record, branch, lean = false, main = false, planned, undone }: Props) {
  const busy = useLaunch((launch) => launch.busy[record.workspace] !== undefined)
  const runs = useLive((live) => live.runs)
  const seen = useLive((live) => live.seen)
  const open = useLive((live) => live.open)
  const rest = useMemo(() => leftSteps(record, { seen, open }), [record, seen, open])
  const interrupted = record.verdict === 'interrupted'
  const meant = branch ?? rest
  const back = useMemo(() => backSteps(record, { runs, seen }), [record, runs, seen])
  const word = interrupted ? 'Continue' : branch && branch.length < rest.length ? 'Retry branch' : 'Retry'
  return (
    <>
      {meant.length > 0 && (
        <Button
          kind={main ? 'filled' : 'soft'}
          icon={interrupted ? <IconPlayerPlay {...look} /> : <IconRefresh {...look} />}
          disabled={busy}
          onClick={() =>
            attempt(async () => {
              await goOn(record, branch ?? null)
              planned?.()
            })
          }
        >
          {word}, {counted(meant.length, 'step')}
        </Button>
      )}
      {!lean && back > 0 && (
        <Button
          icon={<IconArrowBackUp {...look} />}
          disabled={busy}
          title="Undoes what this run did, top first"
          onClick={() => attempt(async () => undone?.(await undo(record)))}
        >
          Take back, {counted(back, 'step')}
        </Button>
      )}
      {!lean && (
        <Button title="Nothing is done, and nobody is asked again" onClick={() => attempt(() => leave(record))}>
          Leave as it is
        </Button>
      )}
    </>
  )
}
