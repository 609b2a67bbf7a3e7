import type { ReactNode } from 'react'
import type { RunRecord } from '../../../shared/model/run.ts'
import type { Workspace } from '../../../shared/model/workspace.ts'
import { componentsOf, useSorted } from '../../store/entries.ts'
import { againAt } from '../../store/follow-up.ts'
import { useLive } from '../../store/live.ts'
import { StateGlyph } from '../../ui/StateGlyph.tsx'
import { stateOfVerdict } from '../../ui/states.ts'
import { useNow } from '../../ui/useNow.ts'
import { trueNow, underWay, whyFailed } from './afterwards.ts'
import { FollowUp } from './FollowUp.tsx'
import { verbOf } from './words.ts'
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
  const again = useAgain(record)
  return (
    <section className={`run-notice is-${state}`} aria-label={titleOf(record)}>
      <StateGlyph state={state} size={16} word={record.verdict} />
      <div className="run-notice-text grow">
        <b>{titleOf(record)}</b>{' '}
        <span className="second">
          {record.verdict === 'failed' ? whyFailed(record) : underWay(record)} {now} {again}
        </span>{' '}
        {more}
      </div>
      <div className="row run-notice-acts">
        <FollowUp record={record} main={main} {...(planned && { planned })} {...(undone && { undone })} />
      </div>
    </section>
  )
}

/** So long after its time a try of its own is no longer announced: something was in its way. */
const LATE_MS = 5_000

/** `It is tried again in 3 s.`; empty where nobody does. */
function useAgain(record: RunRecord): string {
  const at = againAt(
    record,
    useLive((live) => live.runs),
  )
  const now = useNow(at !== null && Date.now() < at + LATE_MS)
  if (at === null || now > at + LATE_MS) return ''
  return `It is tried again by itself${now >= at ? '' : ` in ${Math.ceil((at - now) / 1000)} s`}.`
}

/** The sentence of what is seen of a workspace now. */
export function useNowTrue(workspace: Workspace): string {
  const { services } = useSorted()
  const seen = useLive((live) => live.seen)
  return trueNow(componentsOf(workspace, services).map(({ id, name }) => ({ name, condition: seen[id]?.condition })))
}

function titleOf({ verdict, plan }: RunRecord): string {
  const what = `The ${verbOf[plan.goal].toLowerCase()}`
  if (verdict === 'interrupted') return `${what} was cut off when ServiceComposer ended.`
  return verdict === 'cancelled' ? `${what} was cancelled.` : `${what} failed.`
}
