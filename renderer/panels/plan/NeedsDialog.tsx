import { Modal } from '@mantine/core'
import type { Need } from '../../../shared/contract/contract.ts'
import type { ComponentId } from '../../../shared/model/id.ts'
import { findComponent, useSorted } from '../../store/entries.ts'
import { useLaunch, type Needed } from '../../store/launch.ts'
import { attempt } from '../../store/view.ts'
import { wordOf } from '../../canvas/faces.ts'
import { Button } from '../../ui/Button.tsx'
import { StateWord } from '../../ui/StateGlyph.tsx'
import { stateOfCondition } from '../../ui/states.ts'
import { counted } from '../../ui/time.ts'
import { listed } from './afterwards.ts'
import { doingOf } from './words.ts'
import './plan.css'

/** Who needs me? Shown before a machine is stopped that others stand on, wait for or use. Esc leaves them. */
export function NeedsDialog() {
  const needed = useLaunch((launch) => launch.needed)
  if (!needed) return null
  return <Dialog needed={needed} />
}

function Dialog({ needed: { shown, curious } }: { needed: Needed }) {
  const answer = (stop: boolean) => attempt(() => useLaunch.getState().answer(stop))
  const { needing, goal } = shown
  const what = useNames(shown.only ?? []) || 'it'
  const workspaces = [...Map.groupBy(needing, (need) => need.workspace).values()]
  return (
    <Modal opened title={needing.length === 0 ? `Nobody needs ${what}` : titleOf(needing, what)} size="lg" onClose={() => answer(false)}>
      {needing.length === 0 ? (
        <p className="second">Nothing that is up stands on {what} or waits for it, in any service-workspace.</p>
      ) : (
        <p className="second">
          {curious
            ? `These are up, and stand on ${what} or wait for it.`
            : `${what} cannot be ${doingOf[goal]} while these are up. Stop them too, top first, or leave everything as it is.`}
        </p>
      )}
      <div className="scroll needs">
        {workspaces.map((needs) => (
          <section key={needs[0]?.workspace} aria-label={needs[0]?.of}>
            <h3>
              {needs[0]?.of} <span className="quiet number">{needs.length}</span>
            </h3>
            <ul>
              {needs.map((need) => (
                <Row key={`${need.component} ${need.needs}`} need={need} />
              ))}
            </ul>
          </section>
        ))}
      </div>
      <footer className="row dialog-foot">
        {curious ? (
          <Button kind="filled" data-autofocus onClick={() => answer(false)}>
            Close
          </Button>
        ) : (
          <>
            <Button data-autofocus onClick={() => answer(false)}>
              Leave them
            </Button>
            <Button kind="filled" onClick={() => answer(true)}>
              Stop those too
            </Button>
          </>
        )}
      </footer>
    </Modal>
  )
}

/** The parts that were asked about, by name. */
function useNames(ids: readonly ComponentId[]): string {
  const { services } = useSorted()
  return listed(ids.flatMap((id) => findComponent(id, services)?.name ?? []))
}

/** `3 machines and Night shift need host`: machines by their number, workspaces that use what is stopped by their name. */
function titleOf(needing: readonly Need[], what: string): string {
  const machines = needing.filter(({ how }) => how !== 'uses').length
  const users = [...new Set(needing.flatMap(({ how, of }) => (how === 'uses' ? [of] : [])))]
  const all = [...(machines > 0 ? [counted(machines, 'machine')] : []), ...users]
  return `${listed(all)} ${machines + users.length === 1 ? 'needs' : 'need'} ${what}`
}

function Row({ need: { name, how, needs, condition } }: { need: Need }) {
  return (
    <li className="row">
      <b className="cut">{name}</b>
      <span className="second cut grow">
        {how === 'uses' ? (name === needs ? 'is used there' : `is ${needs} here`) : `${how} ${needs}`}
      </span>
      <StateWord state={stateOfCondition(condition)}>{wordOf(condition)}</StateWord>
    </li>
  )
}
