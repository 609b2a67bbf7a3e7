import { Menu } from '@mantine/core'
import { IconArrowDown, IconArrowUp, IconChevronDown, IconChevronRight, IconPlug, IconPlus, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import type { ReadinessProbe } from '../../../shared/model/probe.ts'
import type { VComponent } from '../../../shared/model/service.ts'
import { SchemaForm } from '../../panels/form/SchemaForm.tsx'
import { IconButton } from '../../ui/Button.tsx'
import { Section } from '../../ui/Pieces.tsx'
import type { Acts } from '../acts.ts'
import type { Stage } from '../useScene.ts'
import { probeDetail, probeTitle } from '../words.ts'
import { probeKinds, settingsOf, withSettings } from './probeKinds.ts'

const look = { size: 15, stroke: 1.75, 'aria-hidden': true } as const

/** Ready when all of these have passed; none means ready as soon as it is powered. */
export function Probes({ component, stage: { locked }, acts }: { component: VComponent; stage: Stage; acts: Acts }) {
  const [open, setOpen] = useState<number | null>(null)
  const { ready } = component
  const set = (next: readonly ReadinessProbe[]): void => acts.setProbes(component.id, next)
  const swap = (from: number, to: number): void => {
    const next = [...ready]
    const [moved] = next.splice(from, 1)
    if (moved) next.splice(to, 0, moved)
    set(next)
    setOpen(to)
  }
  return (
    <Section
      title="Ready when all of these"
      aside={
        <Menu position="bottom-end">
          <Menu.Target>
            <IconButton label="Add a probe" className="small" disabled={locked}>
              <IconPlus {...look} />
            </IconButton>
          </Menu.Target>
          <Menu.Dropdown>
            {probeKinds.map(({ kind, title, preset }) => (
              <Menu.Item
                key={kind}
                onClick={() => {
                  set([...ready, preset])
                  setOpen(ready.length)
                }}
              >
                {title}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      }
    >
      {ready.map((probe, index) => {
        const kind = probeKinds.find((k) => k.kind === probe.kind)
        const shown = open === index
        // Two probes may be the very same; only their place tells them apart.
        const key = `${index} ${probe.kind}`
        return (
          <div key={key} className={`inspector-card ${shown ? 'open' : ''}`}>
            <button type="button" className="inspector-card-head" aria-expanded={shown} onClick={() => setOpen(shown ? null : index)}>
              <IconPlug {...look} />
              <span className="stack grow">
                <b className="cut">{probeTitle(probe)}</b>
                <span className="small quiet cut">{probeDetail(probe)}</span>
              </span>
              {shown ? <IconChevronDown {...look} /> : <IconChevronRight {...look} />}
            </button>
            {shown && kind && (
              <div className="inspector-card-body">
                <SchemaForm
                  schema={kind.schema}
                  value={settingsOf(probe)}
                  disabled={locked}
                  onChange={(settings) => {
                    const next = withSettings(probe, settings)
                    if (next) set(ready.map((p, i) => (i === index ? next : p)))
                  }}
                />
                <div className="row end">
                  <IconButton label="Earlier" className="small" disabled={locked || index === 0} onClick={() => swap(index, index - 1)}>
                    <IconArrowUp {...look} />
                  </IconButton>
                  <IconButton
                    label="Later"
                    className="small"
                    disabled={locked || index === ready.length - 1}
                    onClick={() => swap(index, index + 1)}
                  >
                    <IconArrowDown {...look} />
                  </IconButton>
                  <IconButton
                    label="Remove this probe"
                    className="small"
                    disabled={locked}
                    onClick={() => set(ready.filter((_, i) => i !== index))}
                  >
                    <IconTrash {...look} />
                  </IconButton>
                </div>
              </div>
            )}
          </div>
        )
      })}
      {ready.length === 0 && <p className="small quiet">None: it counts as ready as soon as it is powered.</p>}
    </Section>
  )
}
