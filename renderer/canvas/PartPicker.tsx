import { IconCheck } from '@tabler/icons-react'
import { useCallback, useMemo, useRef } from 'react'
import { mayCarry, mayFollow } from '../../shared/logic/relate.ts'
import type { ComponentId } from '../../shared/model/id.ts'
import type { Acts } from './acts.ts'
import { type Relating, useBench } from './bench.ts'
import { type Line, PickList } from './PickList.tsx'
import type { Stage } from './useScene.ts'

interface Choice extends Line {
  /** Null is this computer. */
  readonly id: ComponentId | null
  /** It is so already. */
  readonly taken: boolean
}
/** More than these nobody reads; a longer word finds the others. */
const MOST = 200

/** Relations without a pointer: what shall carry these parts, or what they wait for. What may not be is listed with the reason. */
export function PartPicker({ pick, stage, acts }: { pick: Relating; stage: Stage; acts: Acts }) {
  // Where the keyboard was: it returns there.
  const back = useRef(document.activeElement instanceof HTMLElement ? document.activeElement : null)
  const place = useMemo(() => placeOf(back.current), [])
  const all = useMemo(() => choicesOf(pick, stage), [pick, stage])
  const names = stage.service.components.flatMap((c) => (pick.parts.includes(c.id) ? [c.name] : []))
  const who = names.length === 1 ? names[0] : `${names.length} parts`
  const close = useCallback((away: boolean): void => {
    useBench.getState().set({ pick: null })
    if (!away) requestAnimationFrame(() => back.current?.focus())
  }, [])
  const take = ({ id, taken }: Choice): void => {
    if (pick.what === 'on') {
      if (!taken) acts.carry(pick.parts, id)
    } else if (id !== null) {
      if (taken) acts.removeAfter(pick.parts.map((late) => ({ late, target: id })))
      else for (const part of pick.parts) acts.setAfter(part, id)
    }
    close(false)
  }
  return (
    <PickList
      title={pick.what === 'on' ? `Carry ${who} on` : `${who} ${names.length === 1 ? 'waits' : 'wait'} for`}
      titled
      placeholder="Find a part"
      place={place}
      find={(word) => all.filter(({ name }) => name.toLowerCase().includes(word)).slice(0, MOST)}
      onTake={take}
      onClose={close}
    />
  )
}

function choicesOf({ what, parts }: Relating, { service, known, faces }: Stage): Choice[] {
  const chosen = service.components.filter((c) => parts.includes(c.id))
  const others = service.components.filter((c) => !parts.includes(c.id))
  const judged = others.map((other): Choice => {
    const taken = chosen.every((c) => (what === 'on' ? c.on === other.id : c.after.some((a) => a.component === other.id)))
    const why = (c: ComponentId) => (what === 'on' ? mayCarry(service, c, other.id, known) : mayFollow(service, c, other.id))
    const reason = taken ? null : (parts.map(why).find((one) => one !== null) ?? null)
    const kind = faces.get(other.id)?.kind ?? ''
    return {
      key: other.id,
      id: other.id,
      kind,
      name: other.name,
      taken,
      reason,
      aside: <Aside what={what} taken={taken} reason={reason} />,
    }
  })
  const sorted = judged.sort((a, b) => Number(a.reason !== null) - Number(b.reason !== null) || a.name.localeCompare(b.name))
  if (what === 'after') return sorted
  const taken = chosen.every((c) => c.on === null)
  const ground = { key: 'ground', id: null, kind: null, name: 'This computer', taken, reason: null }
  return [{ ...ground, aside: <Aside what={what} taken={taken} reason={null} /> }, ...sorted]
}

/** That it is so now, or why it cannot be. */
const Aside = ({ what, taken, reason }: Pick<Choice, 'taken' | 'reason'> & Pick<Relating, 'what'>) => (
  <>
    {taken && <IconCheck size={14} stroke={1.75} aria-label={what === 'on' ? 'now' : 'waited for; Enter takes it away'} />}
    {reason && <span className="quiet cut small">{reason}</span>}
  </>
)

/** Below the part that it is about, within the window. */
function placeOf(element: HTMLElement | null): { left: number; top: number } {
  const box = element?.closest('[data-part], .react-flow__node')?.getBoundingClientRect()
  const wished = box ? { x: box.left + 24, y: Math.min(box.bottom, box.top + 110) + 4 } : { x: innerWidth / 2 - 180, y: 120 }
  return { left: Math.max(8, Math.min(wished.x, innerWidth - 380)), top: Math.max(8, Math.min(wished.y, innerHeight - 350)) }
}
