import { useLive } from '../../store/live.ts'
import { pathOf } from '../../store/entries.ts'
import { counted } from '../../ui/time.ts'
import type { Acts } from '../acts.ts'
import { type InspectorTab, useBench } from '../bench.ts'
import { partActions } from '../partActions.ts'
import { PartMenu } from '../PartMenu.tsx'
import { useSelection } from '../selection.ts'
import type { Stage } from '../useScene.ts'
import { Button } from '../../ui/Button.tsx'
import { ForeignPanel } from './ForeignPanel.tsx'
import { Head } from './Head.tsx'
import { LivePanel } from './LivePanel.tsx'
import { PartLog } from './PartLog.tsx'
import { ServicePanel } from './ServicePanel.tsx'
import { Settings } from './Settings.tsx'
import './inspector.css'

const tabs: readonly { tab: InspectorTab; title: string }[] = [
  { tab: 'settings', title: 'Settings' },
  { tab: 'live', title: 'Live' },
  { tab: 'log', title: 'Log' },
]

/** What is chosen, to look at and to change. Nothing chosen: the service itself. */
export function Inspector({ stage, acts }: { stage: Stage; acts: Acts }) {
  const selected = useSelection(stage.service)
  const { inspector, set } = useBench()
  const chosen = stage.service.components.filter((c) => selected.includes(c.id))
  const [component] = chosen
  const foreign = [...stage.whole.values()].find(({ component: { id }, through }) => through !== null && selected.includes(id))
  if (!component && foreign) return <ForeignPanel part={foreign} stage={stage} />
  if (!component) return <ServicePanel stage={stage} />
  if (chosen.length > 1) return <Several stage={stage} acts={acts} ids={chosen.map((c) => c.id)} />
  const face = stage.faces.get(component.id)
  return (
    <>
      <Head
        kind={face?.kind ?? ''}
        name={component.name}
        facts={inspector === 'settings' ? face?.facts : pathOf(component, stage.service)}
        face={face}
      >
        <PartMenu id={component.id} name={component.name} stage={stage} acts={acts} />
      </Head>
      <div role="tablist" aria-label="Inspector" className="tabs inspector-tabs">
        {tabs.map(({ tab, title }) => (
          <button key={tab} type="button" role="tab" aria-selected={inspector === tab} onClick={() => set({ inspector: tab })}>
            {title}
          </button>
        ))}
      </div>
      <div className="scroll grow" role="tabpanel" key={component.id}>
        {inspector === 'settings' ? (
          <Settings component={component} stage={stage} acts={acts} />
        ) : inspector === 'live' ? (
          <LivePanel component={component} stage={stage} />
        ) : (
          <PartLog component={component} stage={stage} />
        )}
      </div>
    </>
  )
}

function Several({ stage, acts, ids }: { stage: Stage; acts: Acts; ids: Parameters<Acts['remove']>[0] }) {
  const seen = useLive((live) => live.seen)
  return (
    <div className="several">
      <h2>{counted(ids.length, 'part')} chosen</h2>
      {partActions(stage, ids, seen).map((group) => (
        <div key={group[0]?.id} className="stack" style={{ gap: 6 }}>
          {group.map(({ id, title, why, run }) => (
            <Button key={id} disabled={why !== null} title={why ?? undefined} onClick={run}>
              {title}
            </Button>
          ))}
        </div>
      ))}
      <div className="stack" style={{ gap: 6 }}>
        <Button disabled={stage.locked} onClick={() => acts.duplicate(ids)}>
          Duplicate
        </Button>
        <Button disabled={stage.locked} onClick={() => acts.remove(ids)}>
          Delete
        </Button>
      </div>
    </div>
  )
}
