import { IconListTree, IconPlus } from '@tabler/icons-react'
import { Segmented } from '../../ui/Segmented.tsx'
import type { Acts } from '../acts.ts'
import { useBench } from '../bench.ts'
import type { Stage } from '../useScene.ts'
import { Bricks } from './Bricks.tsx'
import { Outline } from './Outline.tsx'
import './left.css'

/** What can be added, or the outline of what is there; while something runs the outline. */
export function LeftPanel({ stage, acts }: { stage: Stage; acts: Acts }) {
  const { left, set } = useBench()
  const shown = stage.locked ? 'outline' : left
  return (
    <>
      <div className="left-tabs">
        <Segmented
          full
          label="Left panel"
          value={shown}
          onChange={(value) => set({ left: value })}
          choices={[
            {
              value: 'add',
              disabled: stage.locked,
              title: stage.locked ? 'The structure is locked while it runs' : 'What can be put on the canvas',
              text: (
                <>
                  <IconPlus size={14} stroke={1.75} aria-hidden /> Add
                </>
              ),
            },
            {
              value: 'outline',
              text: (
                <>
                  <IconListTree size={14} stroke={1.75} aria-hidden /> Outline
                </>
              ),
            },
          ]}
        />
      </div>
      {shown === 'add' ? <Bricks stage={stage} acts={acts} /> : <Outline stage={stage} acts={acts} />}
    </>
  )
}
