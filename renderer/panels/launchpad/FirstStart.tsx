import { Loader } from '@mantine/core'
import {
  IconAlertTriangle,
  IconAppWindow,
  IconClock,
  IconConfetti,
  IconCpu,
  IconPlus,
  IconRocket,
  IconServer2,
  IconUpload,
} from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import type { Check } from '../../../shared/contract/contract.ts'
import { engine } from '../../client/engine.ts'
import { composeNew } from '../../frame/baseActions.tsx'
import { go } from '../../store/route.ts'
import { useTransfer } from '../../store/transfer.ts'
import { attempt } from '../../store/view.ts'
import { Button } from '../../ui/Button.tsx'
import { StateGlyph } from '../../ui/StateGlyph.tsx'
import './first-start.css'

const look = { size: 18, stroke: 1.75, 'aria-hidden': true } as const
const small = { size: 16, stroke: 1.75, 'aria-hidden': true } as const

/** The Launchpad with nothing in it: the example, the ways in, and what works on this computer. */
export function FirstStart() {
  return (
    <div className="first-start scroll">
      <div className="first-column">
        <header>
          <h1>Make your first service-workspace</h1>
          <p className="second">
            Machines, logins and windows that belong together: drawn once, started with one click, taken down in the right order.
          </p>
        </header>
        <section className="example-card" aria-label="The example">
          <div className="example-words">
            <h2 className="row">
              <IconConfetti {...look} color="var(--accent-fg)" /> The example, Circus Exploration
            </h2>
            <p className="second">
              Three small QEMU machines on this computer. navigator asks gis for places and circus for shows, and serves one page.
            </p>
            <ul className="second small facts">
              <li>
                <IconCpu {...small} /> 384 MiB of memory, no root needed
              </li>
              <li>
                <IconClock {...small} /> its small Linux is made here in seconds; nothing starts yet
              </li>
              <li>
                <IconAppWindow {...small} /> a terminal and a VNC console, each at its place
              </li>
            </ul>
            <TakeExample />
          </div>
          <Sketch />
        </section>
        <div className="ways">
          <Way icon={<IconUpload {...look} />} title="From a file" action="Import…" run={() => useTransfer.getState().choose()}>
            A YAML file that somebody exported. What it changes is shown before it changes anything.
          </Way>
          <Way icon={<IconServer2 {...look} />} title="From machines" action="Open Inventory" run={() => go('inventory')}>
            Write down the machines you have; compose them afterwards.
          </Way>
          <Way icon={<IconPlus {...look} />} title="From nothing" action="Open Composer" run={() => composeNew()}>
            An empty canvas, and a palette beside it.
          </Way>
        </div>
        <p className="quiet small">Or drop a file anywhere here.</p>
        <Doctor />
      </div>
    </div>
  )
}

/** Never disabled while the machines are made: it would lose the focus. */
function TakeExample() {
  const making = useTransfer((transfer) => transfer.making)
  const take = async () => {
    const [workspace] = await useTransfer.getState().takeExample()
    if (workspace) go('launchpad', workspace)
  }
  return (
    <div className="row">
      <Button
        kind="filled"
        big
        autoFocus
        icon={making ? <Loader size={14} color="currentColor" /> : <IconRocket {...small} />}
        aria-busy={making}
        onClick={() => !making && attempt(take)}
      >
        {making ? 'Making its machines …' : 'Put the example on the Launchpad'}
      </Button>
    </div>
  )
}

function Way({
  icon,
  title,
  action,
  run,
  children,
}: {
  icon: React.ReactNode
  title: string
  action: string
  run(): void
  children: React.ReactNode
}) {
  return (
    <section className="way" aria-label={title}>
      <h2 className="row">
        {icon} {title}
      </h2>
      <p className="second small">{children}</p>
      <Button onClick={run}>{action}</Button>
    </section>
  )
}

/** What the example looks like on the canvas. */
function Sketch() {
  return (
    <svg className="sketch" viewBox="0 0 430 236" role="img" aria-label="gis and circus, then navigator">
      <defs>
        <pattern id="dots" width="20" height="20" patternUnits="userSpaceOnUse">
          <circle cx="10" cy="10" r="0.8" fill="var(--line2)" />
        </pattern>
      </defs>
      <rect x="-200" width="830" height="240" fill="url(#dots)" />
      <g fill="none" stroke="var(--line3)" strokeWidth="1.75">
        <path d="M180 85c60 0 40 40 96 40M180 155c60 0 40-30 96-30" />
      </g>
      {(
        [
          ['gis', 40, 62],
          ['circus', 40, 132],
          ['navigator', 250, 102],
        ] as const
      ).map(([name, x, y]) => (
        <g key={name}>
          <rect x={x} y={y} width="140" height="46" rx="8" fill="var(--node)" stroke="var(--line2)" />
          <text x={x + 20} y={y + 28} fill="var(--fg1)" fontSize="13" fontWeight="600">
            {name}
          </text>
        </g>
      ))}
    </svg>
  )
}

/** What works on this computer, looked at when this is shown. */
function Doctor() {
  const [checks, setChecks] = useState<readonly Check[]>([])
  useEffect(() => attempt(async () => setChecks((await engine['app.doctor']({})).checks)), [])
  if (checks.length === 0) return null
  return (
    <section aria-label="What works on this computer">
      <h3 className="second doctor-title">What works on this computer</h3>
      <div className="doctor">
        {checks.map((check) => (
          <div key={check.name} className="row">
            {check.state === 'ok' ? (
              <StateGlyph state="ready" word="works" />
            ) : check.state === 'limited' ? (
              <IconAlertTriangle size={14} stroke={1.75} color="var(--starting)" aria-label="limited" />
            ) : (
              <StateGlyph state="failed" word="missing" />
            )}
            <b className="doctor-name cut">{check.name}</b>
            <span className="second grow">
              {check.found}
              {check.hint && <span className="quiet"> {check.hint}</span>}
            </span>
          </div>
        ))}
      </div>
    </section>
  )
}
