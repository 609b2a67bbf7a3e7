import { Menu, Select } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { mayFollow } from '../../../shared/logic/relate.ts'
import type { VComponent } from '../../../shared/model/service.ts'
import { IconButton } from '../../ui/Button.tsx'
import { KindIcon } from '../../ui/KindIcon.tsx'
import { Section } from '../../ui/Pieces.tsx'
import type { Acts } from '../acts.ts'
import type { Stage } from '../useScene.ts'

/** What it waits for, each with its gate; the picker is the way without a pointer. */
export function Waits({ component, stage, acts }: { component: VComponent; stage: Stage; acts: Acts }) {
  const { service, faces, locked } = stage
  const names = new Map(service.components.map((c) => [c.id, c.name]))
  const others = service.components.filter((c) => c.id !== component.id)
  return (
    <Section
      title="After"
      aside={
        <Menu position="bottom-end" width={260}>
          <Menu.Target>
            <IconButton label="Depends on…" className="small" disabled={locked || others.length === 0}>
              <IconPlus size={15} stroke={1.75} aria-hidden />
            </IconButton>
          </Menu.Target>
          <Menu.Dropdown mah={320} style={{ overflow: 'auto' }}>
            <Menu.Label>{component.name} waits for</Menu.Label>
            {others.map((other) => {
              const reason = mayFollow(service, component.id, other.id)
              return (
                <Menu.Item
                  key={other.id}
                  disabled={reason !== null}
                  title={reason ?? undefined}
                  leftSection={<KindIcon kind={faces.get(other.id)?.kind ?? ''} />}
                  onClick={() => acts.setAfter(component.id, other.id)}
                >
                  {other.name}
                </Menu.Item>
              )
            })}
          </Menu.Dropdown>
        </Menu>
      }
    >
      {component.after.map(({ component: target, gate }) => (
        <div key={target} className="inspector-line">
          <KindIcon kind={faces.get(target)?.kind ?? ''} size={15} />
          <span className="cut grow">{names.get(target) ?? target}</span>
          <Select
            aria-label={`Gate of ${names.get(target) ?? target}`}
            w={112}
            disabled={locked}
            value={gate}
            data={[
              { value: 'started', label: 'started' },
              { value: 'ready', label: 'ready' },
            ]}
            onChange={(value) => (value === 'started' || value === 'ready') && acts.setGate(component.id, target, value)}
          />
          <IconButton
            label={`No longer wait for ${names.get(target) ?? target}`}
            className="small"
            disabled={locked}
            onClick={() => acts.removeAfter([{ late: component.id, target }])}
          >
            <IconX size={15} stroke={1.75} aria-hidden />
          </IconButton>
        </div>
      ))}
      {component.after.length === 0 && (
        <p className="small quiet">{component.on ? 'Only what carries it.' : 'Nothing; it begins at once.'}</p>
      )}
    </Section>
  )
}
