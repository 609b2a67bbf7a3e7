import type { RungNow } from '../../../shared/logic/climbing.ts'
import { elapsed } from '../../canvas/words.ts'
import { took } from '../../ui/time.ts'
import { rungMeans, rungShort } from './words.ts'
import './ladder.css'

/** The rungs of a stop, gentlest first: what was tried, where it stands with the time left, what would come next. */
export function Ladder({ rungs, small = false }: { rungs: readonly RungNow[]; small?: boolean }) {
  if (rungs.length === 0) return null
  return (
    <ol className={`ladder ${small ? 'small' : ''}`} aria-label="Stop ladder">
      {rungs.map((rung) => (
        <li
          key={rung.how}
          className={`rung ${rung.state}`}
          aria-current={rung.state === 'standing' ? 'step' : undefined}
          title={tell(rung)}
        >
          {small && rung.how === 'off' ? 'off' : rungShort[rung.how]}{' '}
          <span className="number rung-time">{small ? rung.ms / 1000 : timeOf(rung)}</span>
          {rung.state === 'standing' && rung.spentMs !== null && (
            <i className="rung-spent" style={{ transform: `scaleX(${Math.min(1, rung.spentMs / rung.ms)})` }} aria-hidden />
          )}
        </li>
      ))}
    </ol>
  )
}

/** The time a rung has, has left, or took. */
function timeOf({ state, ms, spentMs }: RungNow): string {
  if (state === 'standing' && spentMs !== null) return `${elapsed(Math.max(0, ms - spentMs))} left`
  if (state === 'helped') return spentMs === null ? 'helped' : `helped, ${took(spentMs)}`
  if (state === 'tried') return spentMs === null ? 'tried' : `tried ${took(spentMs)}`
  if (state === 'spared') return 'not needed'
  return elapsed(ms)
}

function tell(rung: RungNow): string {
  const most = `${rungMeans[rung.how]}; at most ${elapsed(rung.ms)}`
  if (rung.state === 'tried') return `${most}. Tried, and it was still not off.`
  if (rung.state === 'helped') return `${most}. After this it was seen off.`
  return `${most}.`
}
