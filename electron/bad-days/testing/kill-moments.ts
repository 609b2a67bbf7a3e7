import { setTimeout } from 'node:timers/promises'
import { expect } from 'vitest'
import type { Goal } from '../../../shared/model/plan.ts'
import type { RunRecord } from '../../../shared/model/run.ts'
import { outcome } from '../../app/testing/client.ts'
import { killableHome, type Killable, type KillableHome } from './killable.ts'
import { randomFrom } from './random.ts'

export interface KillWish {
  /** A file of one workspace whose machines are QEMU's, all on this computer. */
  readonly text: string
  readonly moments: number
  readonly seed: number
  /** Told what was found at each moment. */
  say(line: string): void
}

type Choice = 'continue' | 'take back' | 'leave'
const CHOICES: readonly Choice[] = ['continue', 'take back', 'leave']

/**
 * Kills the engine at so many random moments of a start or a stop, and each time expects of the next engine: the run is there as
 * interrupted, or as it ended; the document is whole; no machine runs twice; what is seen is what runs. Then goes on, takes back or
 * leaves, and expects that this came true, and that the next start or stop reaches its goal.
 */
export async function killAtMoments({ text, moments, seed, say }: KillWish): Promise<string[]> {
  const random = randomFrom(seed)
  const place = await killableHome()
  let engine = await place.start()
  const workspace = await engine.take(text)
  const { entries } = await engine.composer['document.read']({})
  const all = (await engine.composer['workspace.look']({ workspace })).seen.length
  const told: string[] = []

  const reach = async (goal: Goal) => {
    expect(outcome(await engine.run(workspace, goal))).toEqual({ verdict: 'done', problems: [] })
    await expectMachines(place, engine, workspace, goal === 'up' ? all : 0)
  }
  const timed = async (goal: Goal) => {
    const began = performance.now()
    await reach(goal)
    return performance.now() - began
  }
  const lasts = { up: await timed('up'), down: await timed('down') }

  for (let moment = 0; moment < moments; moment++) {
    const goal = moment % 2 === 0 ? 'up' : 'down'
    const choice = CHOICES[Math.floor(moment / 2) % CHOICES.length] ?? 'leave'
    const afterMs = Math.round(random() * lasts[goal] * 1.1)
    const run = await engine.begin(workspace, goal)
    await setTimeout(afterMs)
    await engine.kill()
    engine = await place.start()
    const record = await engine.record(run)
    const began = Object.values(record.steps).filter((step) => step.began !== null).length
    told.push(`${goal} killed after ${afterMs} ms, ${began} of ${record.plan.steps.length} steps begun: ${record.verdict}, ${choice}`)
    say(told.at(-1) ?? '')
    expect(record).toMatchObject({ followUp: null, verdict: expect.stringMatching(/^(interrupted|done)$/) })
    expect(Object.values(record.steps).filter(({ status }) => status === 'running' || status === 'waiting')).toEqual([])
    expect((await engine.composer['document.read']({})).entries).toEqual(entries)
    expectNoneTwice(await place.machines())

    if (record.verdict === 'interrupted') await follow(choice, record, goal)
    await reach(goal)
  }
  return told

  async function follow(choice: Choice, record: RunRecord, goal: Goal): Promise<void> {
    if (choice === 'leave') {
      await engine.composer['run.leave']({ run: record.id })
      expect((await engine.record(record.id)).followUp).toBe('left')
      return
    }
    if (choice === 'continue') {
      const follows = { run: record.id, how: 'continued' as const }
      const next = await engine.run(workspace, goal, { only: record.only, follows })
      expect([next.verdict, next.follows, (await engine.record(record.id)).followUp]).toEqual(['done', record.id, 'continued'])
      return expectMachines(place, engine, workspace, goal === 'up' ? all : 0)
    }
    const { run } = await engine.composer['run.takeBack']({ run: record.id })
    if (random() < 0.5) {
      await setTimeout(random() * 300)
      await engine.kill()
      engine = await place.start()
      const cut = await engine.record(run)
      expect(cut.follows).toBe(record.id)
      if (cut.verdict === 'interrupted') {
        const rest = cut.plan.steps.flatMap(({ id, target }) => (cut.steps[id]?.status === 'done' ? [] : [target]))
        const only = rest.filter((target) => target.startsWith('component:')) as NonNullable<RunRecord['only']>
        const follows = { run, how: 'continued' as const }
        await engine.run(workspace, cut.plan.goal, { only, follows })
      }
    } else expect((await engine.ended(run)).verdict).toBe('done')
    // Also an engine that is killed while it takes back must be able to go on with that. All was off before a start, and all was up before a stop.
    await expectMachines(place, engine, workspace, goal === 'up' ? 0 : all)
  }
}

function expectNoneTwice(machines: ReadonlyMap<string, readonly number[]>): void {
  expect([...machines].filter(([, pids]) => pids.length > 1)).toEqual([])
}

/** So many machines run, none twice, and the engine sees just these. */
async function expectMachines(place: KillableHome, engine: Killable, workspace: string, count: number): Promise<void> {
  const machines = await place.machines()
  expectNoneTwice(machines)
  expect(machines.size).toBe(count)
  const { seen } = await engine.composer['workspace.look']({ workspace: workspace as never })
  // A look tries each probe once: a machine that is busy just then is seen on, with the answer that it gave.
  const off = seen.filter(({ condition }) => condition !== 'ready' && condition !== 'on')
  expect([seen.length - off.length, off.filter(({ condition }) => condition !== 'off')]).toEqual([count, []])
}
