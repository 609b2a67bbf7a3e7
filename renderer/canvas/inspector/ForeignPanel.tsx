import { IconExternalLink } from '@tabler/icons-react'
import { useMemo } from 'react'
import type { Part } from '../../../shared/logic/nest.ts'
import { usersOf } from '../../../shared/logic/sharing.ts'
import { go } from '../../store/route.ts'
import { Button } from '../../ui/Button.tsx'
import { KindIcon } from '../../ui/KindIcon.tsx'
import { Section } from '../../ui/Pieces.tsx'
import type { Stage } from '../useScene.ts'
import { Head } from './Head.tsx'
import { LivePanel } from './LivePanel.tsx'

/** A part that came in by reference: how it goes, whose it is, and who else starts it. It is changed in its own service. */
export function ForeignPanel({ part, stage }: { part: Part; stage: Stage }) {
  const { component, service } = part
  const { sorted, workspace } = stage
  const face = stage.faces.get(component.id)
  const users = useMemo(() => usersOf(sorted.workspaces, sorted.services), [sorted])
  const others = 'machine' in component.is ? (users.get(component.is.machine) ?? []).filter(({ id }) => id !== workspace?.id) : []
  return (
    <>
      <Head kind={face?.kind ?? ''} name={component.name} facts={face?.facts} face={face} />
      <div className="scroll grow">
        <Section title="Taken in by reference">
          <p className="small second">It belongs to {service.name}, and is changed there. Here it starts and stops along.</p>
          <Button icon={<IconExternalLink size={15} stroke={1.75} aria-hidden />} onClick={() => go('composer', service.id)}>
            Open {service.name}
          </Button>
        </Section>
        {others.length > 0 && (
          <Section title="Also started by">
            {others.map((other) => (
              <p key={other.id} className="inspector-line small">
                <KindIcon kind="service" size={14} />
                <span className="cut grow">{other.name}</span>
                <button type="button" className="link" onClick={() => go('composer', other.id)}>
                  Open
                </button>
              </p>
            ))}
            <p className="small quiet">Whoever starts second takes it as it is; whoever stops first leaves it running for the others.</p>
          </Section>
        )}
        {'machine' in component.is && <LivePanel component={component} stage={stage} />}
      </div>
    </>
  )
}
