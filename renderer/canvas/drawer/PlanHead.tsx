import { Tooltip } from '@mantine/core'
import { IconPlayerPlay, IconPlayerStop, IconRefresh } from '@tabler/icons-react'
import { useMemo } from 'react'
import { criticalPath, endOf, planned } from '../../../shared/logic/timeline.ts'
import { OnFailure } from '../../panels/plan/OnFailure.tsx'
import { verbOf } from '../../panels/plan/words.ts'
import { useLaunch } from '../../store/launch.ts'
import { attempt } from '../../store/view.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { counted, took } from '../../ui/time.ts'
import { planPart } from '../planPart.ts'
import { lookAgain } from '../usePlanning.ts'
import type { Stage } from '../useScene.ts'

const look = { size: 15, stroke: 1.75, 'aria-hidden': true } as const

/** Which part is meant, what happens on failure, and the button that runs the plan. */
export function PlanHead({ stage }: { stage: Stage }) {
  const { shown, workspace, expected, running } = stage
  const busy = useLaunch((state) => (workspace ? state.busy[workspace.id] : undefined))
  const about = useMemo(() => {
    if (!shown) return null
    const all = planned(shown.plan, expected)
    return criticalPath(all).some((slot) => slot.guessed) ? null : endOf(all)
  }, [shown, expected])
  if (!workspace) return <span className="grow" />
  const blocked = shown?.problems.find((p) => p.severity === 'error')
  const count = shown?.plan.steps.length ?? 0
  const goal = shown?.goal ?? 'up'
  return (
    <>
      <IconButton label="Look again" disabled={busy !== undefined || running} onClick={() => attempt(() => lookAgain(stage))}>
        <IconRefresh size={16} stroke={1.75} className={busy === 'planning' ? 'turning' : ''} aria-hidden />
      </IconButton>
      {shown?.only && !running && (
        <span className="row small only-part">
          <span className="cut quiet" title={namesOf(stage).join(', ')}>
            only {namesOf(stage).join(', ')}
          </span>
          <button type="button" className="link" onClick={() => planPart(stage, goal === 'down' ? 'down' : 'up', null, { follows: null })}>
            Plan all
          </button>
        </span>
      )}
      <span className="grow" />
      {goal !== 'down' && <OnFailure workspace={workspace} shown={running ? null : shown} />}
      {!running && (
        <Tooltip label={blocked?.message ?? ''} disabled={!blocked} multiline maw={360}>
          <Button
            kind="filled"
            data-run-plan
            icon={goal === 'down' ? <IconPlayerStop {...look} /> : <IconPlayerPlay {...look} />}
            disabled={!shown || count === 0 || blocked !== undefined || busy !== undefined}
            onClick={() => attempt(() => useLaunch.getState().run(workspace.id))}
          >
            {shown && count === 0
              ? 'Nothing to do'
              : `${verbOf[goal]} ${counted(count, 'step')}${about === null || count === 0 ? '' : `, about ${took(about)}`}`}
          </Button>
        </Tooltip>
      )}
    </>
  )
}

/** The parts that the plan was asked for, by name. */
function namesOf({ shown, whole }: Stage): string[] {
  return (shown?.only ?? []).map((id) => whole.get(id)?.component.name ?? shown?.plan.steps.find((s) => s.target === id)?.name ?? id)
}
