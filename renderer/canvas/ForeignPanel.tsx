import { IconExternalLink } from '@tabler/icons-react'
import { useMemo } from 'react'
import type { Part } from '../../shared/logic/nest.ts'
import { usersOf } from '../../shared/logic/sharing.ts'
import { go } from '../store/route.ts'
import { Button } from '../ui/Button.tsx'
import { KindIcon } from '../ui/KindIcon.tsx'
import { Section } from '../ui/Pieces.tsx'
import { StatePill } from '../ui/StateGlyph.tsx'
import type { Acts } from './acts.ts'
import { LivePanel } from './inspector/LivePanel.tsx'
import type { Stage } from './useScene.ts'

/** A part that came in by reference: how it goes, whose it is, and who else starts it. It is changed in its own service. */
export function ForeignPanel({ part, stage, acts }: { part: Part; stage: Stage; acts: Acts }) {
  const { component, service } = part
  const { sorted, workspace } = stage
  const face = stage.faces.get(component.id)
  const users = useMemo(() => usersOf(sorted.workspaces, sorted.services), [sorted])
  const others = 'machine' in component.is ? (users.get(component.is.machine) ?? []).filter(({ id }) => id !== workspace?.id) : []
  return (
    <>
      <header className="inspector-head">
        <span className="inspector-kind">
          <KindIcon kind={face?.kind ?? ''} size={18} />
        </span>
        <div className="grow">
          <h2 className="cut">{component.name}</h2>
          <p className="small quiet cut">{face?.facts}</p>
        </div>
        {face && <StatePill state={face.state}>{face.state === 'starting' ? 'starting' : face.word}</StatePill>}
      </header>
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
        {'machine' in component.is && <LivePanel component={component} stage={stage} acts={acts} />}
      </div>
    </>
  )
}
