import { Switch } from '@mantine/core'
import { useId } from 'react'
import { climbed } from '../../../shared/logic/climbing.ts'
import { ladderOf } from '../../../shared/logic/ladder.ts'
import type { Machine } from '../../../shared/model/machine.ts'
import type { VComponent } from '../../../shared/model/service.ts'
import { Rung, StopPolicy } from '../../../shared/model/stop.ts'
import type { PluginCard } from '../../../shared/contract/card.ts'
import { Ladder } from '../../panels/plan/Ladder.tsx'
import { rungMeans } from '../../panels/plan/words.ts'
import { TextBox } from '../../panels/form/TextBox.tsx'
import { Section } from '../../ui/Pieces.tsx'
import type { Stage } from '../useScene.ts'
import { setStop } from './edits.ts'

const FIELD = { guest: 'guestMs', ask: 'askMs', off: 'offMs', kill: 'killMs' } as const
const NAME: Readonly<Record<Rung, string>> = { guest: 'By the guest', ask: 'Soft request', off: 'Power off', kill: 'Kill' }
const USUAL = StopPolicy.parse({})

interface Props {
  readonly component: VComponent
  readonly machine: Machine
  readonly card: PluginCard
  readonly stage: Stage
}

/** The ladder by which it is stopped: each rung on or off with its own time, and what the gentle ones do. */
export function StopFields({ component, machine, card, stage: { service, locked } }: Props) {
  const { stop } = component
  const set = (part: Partial<StopPolicy>): void => setStop(service.id, component.id, part)
  const rungs = ladderOf(stop, card.rungs, machine.login !== null)
  return (
    <Section title="Stop">
      {rungs.length > 0 ? (
        <Ladder rungs={climbed({ rungs }, undefined, [], 0)} />
      ) : (
        <p className="small second">
          {card.rungs.length === 0 && !machine.login ? 'It cannot be stopped from here.' : 'Every rung is off, so it is never stopped.'}
        </p>
      )}
      <div className="rung-fields">
        {Rung.options.map((how) => (
          <RungField
            key={how}
            how={how}
            ms={stop[FIELD[how]]}
            why={whyNot(how, card, machine)}
            disabled={locked}
            onChange={(ms) => set({ [FIELD[how]]: ms })}
          />
        ))}
      </div>
      {stop.guestMs !== null && machine.login && (
        <div className="rung-field">
          <label htmlFor="stop-command" title="The command inside the machine, and its arguments with spaces between">
            Guest runs
          </label>
          <TextBox
            id="stop-command"
            mono
            text={stop.command.join(' ')}
            fault={(text) => (text.trim() === '' ? 'It needs a command, such as poweroff.' : null)}
            onCommit={(text) => set({ command: text.trim().split(/\s+/) })}
          />
        </div>
      )}
      {stop.askMs !== null && card.rungs.includes('ask') && (
        <div className="rung-field">
          <label htmlFor="stop-again" title="A request that comes before the guest listens is lost, so it is repeated">
            Again every
          </label>
          <Seconds id="stop-again" ms={stop.againMs} onChange={(againMs) => set({ againMs })} />
        </div>
      )}
    </Section>
  )
}

function whyNot(how: Rung, card: PluginCard, machine: Machine): string | null {
  if (how === 'guest') return machine.login ? null : 'It has no login.'
  return card.rungs.includes(how) ? null : `A ${card.title} does not offer it.`
}

function RungField({
  how,
  ms,
  why,
  disabled,
  onChange,
}: {
  how: Rung
  ms: number | null
  /** Why this rung cannot be had; null when it can. */
  why: string | null
  disabled: boolean
  onChange: (ms: number | null) => void
}) {
  const id = useId()
  return (
    <div className="rung-field" title={why ?? rungMeans[how]}>
      <Switch
        label={NAME[how]}
        checked={ms !== null && why === null}
        disabled={disabled || why !== null}
        onChange={(event) => onChange(event.currentTarget.checked ? USUAL[FIELD[how]] : null)}
      />
      {why !== null ? (
        <span className="small quiet cut">{why}</span>
      ) : ms === null ? (
        <span className="small quiet">left out</span>
      ) : (
        <Seconds id={id} label={`${NAME[how]}, at most`} ms={ms} onChange={onChange} />
      )}
    </div>
  )
}

function Seconds({ id, label, ms, onChange }: { id: string; label?: string; ms: number; onChange: (ms: number) => void }) {
  return (
    <TextBox
      id={id}
      {...(label !== undefined && { label })}
      text={String(ms / 1000)}
      unit="s"
      inputMode="decimal"
      fault={(text) => (Number(text) >= 0.1 && Number.isFinite(Number(text)) ? null : 'At least 0.1 s.')}
      onCommit={(text) => onChange(Math.round(Number(text) * 1000))}
    />
  )
}
