import { Menu } from '@mantine/core'
import { IconArrowBackUp, IconChevronDown, IconCurrentLocation } from '@tabler/icons-react'
import type { Problem } from '../../../shared/model/problem.ts'
import type { Workspace } from '../../../shared/model/workspace.ts'
import { useLaunch, type Shown } from '../../store/launch.ts'
import { heed, overriddenBy, override, overrideFor } from '../../store/overrides.ts'
import { attempt } from '../../store/view.ts'
import { checkWords } from './words.ts'
import { Button } from '../../ui/Button.tsx'

const look = { size: 14, stroke: 1.75, 'aria-hidden': true } as const

/** What can be done about a problem of a plan: go where it is, start anyway, or heed it again. */
export function ProblemActions({
  problem,
  shown,
  workspace,
  goThere,
}: {
  problem: Problem
  shown: Shown | null
  workspace: Workspace
  /** Left out where there is no place to go. */
  goThere?: (() => void) | undefined
}) {
  const over = shown && overriddenBy(problem, shown, workspace)
  const may = shown !== null && problem.severity === 'error' && overrideFor(problem) !== null
  return (
    <>
      {goThere && (
        <Button kind="quiet" className="tiny" icon={<IconCurrentLocation {...look} />} onClick={goThere}>
          Go there
        </Button>
      )}
      {shown && problem.code === 'stop.needed' && (
        <Button className="tiny" onClick={() => useLaunch.setState({ needed: { shown, curious: false, planned: () => undefined } })}>
          Who needs it?
        </Button>
      )}
      {may && (
        <Menu position="bottom-end" width={260}>
          <Menu.Target>
            <Button kind="plain" className="tiny">
              Start anyway <IconChevronDown {...look} />
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Label>Override the check of its {problem.check ? checkWords[problem.check] : ''}</Menu.Label>
            <Menu.Item onClick={() => attempt(() => override(problem, shown, 'run'))}>For this run only</Menu.Item>
            <Menu.Item onClick={() => attempt(() => override(problem, shown, 'workspace'))}>Always in {workspace.name}</Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
      {over && shown && (
        <Button
          kind="plain"
          className="tiny"
          icon={<IconArrowBackUp {...look} />}
          title={over === 'run' ? 'It counts for this run only' : `It is kept in ${workspace.name}`}
          onClick={() => attempt(() => heed(problem, shown))}
        >
          Take back the override
        </Button>
      )}
    </>
  )
}
