import type { ReactNode } from 'react'
import type { RunRecord } from '../../../shared/model/run.ts'
import type { Workspace } from '../../../shared/model/workspace.ts'
import { componentsOf, useSorted } from '../../store/entries.ts'
import { useLive } from '../../store/live.ts'
import { StateGlyph } from '../../ui/StateGlyph.tsx'
import { stateOfVerdict } from '../../ui/states.ts'
import { trueNow, underWay, whyFailed } from './afterwards.ts'
import { FollowUp } from './FollowUp.tsx'
import './plan.css'

/** A run that did not end well, until somebody says what becomes of it: what happened, what is true now, and the ways on. */
export function RunNotice({
  record,
  workspace,
  planned,
  undone,
  more,
  main = false,
}: {
  record: RunRecord
  workspace: Workspace
  planned?: () => void
  undone?: (run: string) => void
  /** Further ways, behind the words. */
  more?: ReactNode
  main?: boolean
}) {
  const now = useNowTrue(workspace)
  const state = stateOfVerdict(record.verdict)
  return (
    <section className={`run-notice is-${state}`} aria-label={titleOf(record)}>
      <StateGlyph state={state} size={16} word={record.verdict} />
      <div className="run-notice-text grow">
        <b>{titleOf(record)}</b>{' '}
        <span className="second">
          {record.verdict === 'failed' ? whyFailed(record) : underWay(record)} {now}
        </span>{' '}
        {more}
      </div>
      <div className="row run-notice-acts">
        <FollowUp record={record} main={main} {...(planned && { planned })} {...(undone && { undone })} />
      </div>
    </section>
  )
}

/** The sentence of what is seen of a workspace now. */
export function useNowTrue(workspace: Workspace): string {
  const { services } = useSorted()
  const seen = useLive((live) => live.seen)
  return trueNow(componentsOf(workspace, services).map(({ id, name }) => ({ name, condition: seen[id]?.condition })))
}

function titleOf({ verdict, plan }: RunRecord): string {
  const what = plan.goal === 'up' ? 'The start' : plan.goal === 'down' ? 'The stop' : `The ${plan.goal}`
  if (verdict === 'interrupted') return `${what} was cut off when ServiceComposer ended.`
  return verdict === 'cancelled' ? `${what} was cancelled.` : `${what} failed.`
}
