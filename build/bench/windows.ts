import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { setTimeout } from 'node:timers/promises'
import { aimOf, errorOf } from '../../plugins/desktop/aim.ts'
import { monitors } from '../../plugins/real/x-desk.ts'
import type { DesktopWindow, Move } from '../../shared/plugin/desktop.ts'
import { alternating, median, timed } from './numbers.ts'
import { result, type Line, type Result } from './report.ts'
import { measured, openMeasured, type Measured, type MeasuredDesk } from './windows/desks.ts'

const WINDOWS = 40
const DESKTOPS = 4

/** 40 windows of other programs over three monitors and four desktops, beside a script that places them one by one. */
export async function windows(rounds = 5, desks: readonly Measured[] = measured): Promise<Line> {
  const results: Result[] = []
  const failed: string[] = []
  for (const name of desks) {
    try {
      results.push(...(await placedOn(name, rounds)))
    } catch (cause) {
      failed.push(`${name}: ${cause instanceof Error ? cause.message : String(cause)}`)
    }
  }
  return {
    line: 'windows',
    title: `${WINDOWS} windows of other programs to their places: three monitors, four desktops`,
    results,
    failed: failed.length > 0 ? failed.join('; ') : null,
    note:
      'from the last window there to all in place, which ours has seen when it is done; the script has only asked by then. ' +
      'X11: terminals, clocks, VNC viewers, against wmctrl in a shell loop; sway: terminals, against swaymsg in a shell loop',
  }
}

async function placedOn(name: Measured, rounds: number): Promise<Result[]> {
  const folder = await mkdtemp('/tmp/sc-windows-')
  try {
    await using desk = await openMeasured(name, folder)
    const { plugin, context } = desk
    const there = await desk.open(WINDOWS)
    const moves = there.map(({ id }, index) => moveOf(id, index))
    // So that every round begins the same: all on the first desktop, at other places. The first time makes the desktops as well.
    const scatter = async () =>
      void (await plugin.place(
        context,
        moves.map((move, index) => ({ ...moveOf(move.id, index + 13), desktop: 0 })),
      ))
    await plugin.place(context, moves)
    const ours = async () => {
      await scatter()
      const ms = await timed(() => plugin.place(context, moves))
      return { ms, ...(await off(desk, moves)) }
    }
    const theirs = async () => {
      await scatter()
      const now = new Map((await plugin.windows(context)).map((window) => [window.id, window]))
      const lines = moves.map((move, index) => desk.line(move, now.get(move.id) ?? there[index] ?? nothing(move)))
      const ms = await timed(() => run(desk.rival, lines))
      await settled(desk)
      return { ms, ...(await off(desk, moves)) }
    }
    const { a, b } = await alternating(rounds, ours, theirs)
    const [mine, other] = [a.map(({ ms }) => ms), b.map(({ ms }) => ms)]
    const ratios = mine.map((ms, round) => ms / (other[round] ?? Number.NaN))
    const tool = name === 'sway' ? 'swaymsg' : 'wmctrl'
    return [
      result(`${name}: ours ÷ ${tool} in a loop`, 'x', ratios, '<= 1', median(mine) / median(other)),
      result(`${name}: ours, all seen in place`, 'ms', mine),
      result(`${name}: ${tool} in a loop`, 'ms', other),
      result(
        `${name}: farthest side of a window of any size`,
        'px',
        a.map(({ free }) => free),
        '<= 0',
        Math.max(...a.map(({ free }) => free)),
      ),
      result(
        `${name}: the same with ${tool}`,
        'px',
        b.map(({ free }) => free),
      ),
      result(
        `${name}: farthest side of a terminal, which takes whole cells`,
        'px',
        a.map(({ stepped }) => stepped),
      ),
      result(
        `${name}: windows on another desktop than asked`,
        '%',
        a.map(({ strayed }) => strayed),
        '<= 0',
      ),
    ]
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** In turn on each monitor, ten on each desktop, wholly on its monitor and of no size that is a round number. */
function moveOf(id: string, index: number): Move {
  const monitor = monitors[index % monitors.length] ?? { x: 0, y: 0 }
  const bounds = {
    x: monitor.x + 21 + (index % 7) * 53,
    y: monitor.y + 61 + (index % 5) * 71,
    width: 401 + (index % 11) * 23,
    height: 303 + (index % 6) * 37,
  }
  return { id, bounds, edge: 'content', desktop: Math.floor((index * DESKTOPS) / WINDOWS) % DESKTOPS, show: 'normal' }
}

const nothing = ({ id }: Move): DesktopWindow => {
  throw new Error(`window ${id} is gone`)
}

/** How far the windows are off: those of any size, those of whole cells, and how many are on another desktop. */
async function off({ plugin, context }: MeasuredDesk, moves: readonly Move[]) {
  const all = new Map((await plugin.windows(context)).map((window) => [window.id, window]))
  const seen = moves.map((move) => ({ move, window: all.get(move.id) ?? nothing(move) }))
  const error = ({ move, window }: (typeof seen)[number]) => errorOf(window.content, aimOf(move, window) ?? window.content)
  const [free, stepped] = [
    seen.filter(({ window }) => window.sizes.step.width === 1),
    seen.filter(({ window }) => window.sizes.step.width > 1),
  ]
  return {
    free: Math.max(0, ...free.map(error)),
    stepped: Math.max(0, ...stepped.map(error)),
    strayed: (100 * seen.filter(({ move, window }) => window.desktop !== move.desktop).length) / moves.length,
  }
}

/** The script has asked and gone; what it asked for may come a little later. */
async function settled({ plugin, context }: MeasuredDesk): Promise<void> {
  const look = async () => JSON.stringify((await plugin.windows(context)).map(({ content, desktop }) => [content, desktop]))
  for (let before = '', now = await look(); before !== now; now = await look()) {
    before = now
    await setTimeout(300)
  }
}

async function run(script: string, lines: readonly string[]): Promise<void> {
  const child = spawn('sh', [script], { stdio: ['pipe', 'ignore', 'inherit'] })
  child.stdin.end(`${lines.join('\n')}\n`)
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(`${script} ended ${code}`)
}
