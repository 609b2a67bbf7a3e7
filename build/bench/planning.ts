import { cardOf } from '../../electron/app/cards.ts'
import { plugins } from '../../plugins/index.ts'
import { check } from '../../shared/logic/check.ts'
import { untangle } from '../../shared/logic/check-circles.ts'
import { checkStart } from '../../shared/logic/check-start.ts'
import { digest } from '../../shared/logic/digest.ts'
import { membersOf, type Member } from '../../shared/logic/members.ts'
import { makePlan } from '../../shared/logic/plan.ts'
import { show } from '../../shared/logic/show.ts'
import type { Entry } from '../../shared/model/document.ts'
import { bareSteps } from './bare.ts'
import { trees } from './documents.ts'
import { median, timed } from './numbers.ts'
import { plainInput } from './plain-input.ts'
import { result, type Line } from './report.ts'

/** Planning alone, and planning with all that the engine does before a plan is shown, apart from looking at machines. */
export async function planning(): Promise<Line> {
  const thousand = await curve(1_000, 40)
  const tenThousand = await curve(10_000, 7)
  const hundredThousand = await curve(100_000, 3)
  const times = (many: readonly number[], few: readonly number[]) => many.map((ms) => ms / median(few))
  const bare = times(hundredThousand.bareCpu, tenThousand.bareCpu)
  const ours = (many: readonly number[], few: readonly number[]) => times(many, few).map((ratio) => ratio / median(bare))
  return {
    line: 'plan',
    title: 'Planning: trees 2 to 10 deep, a third waiting for others',
    results: [
      result('makePlan, 1,000 v-components', 'ms', thousand.plan, '<= 50'),
      result('  of that processor time', 'ms', thousand.planCpu),
      result('members, checks, plan, digest, text, 1,000', 'ms', thousand.all),
      result('  of that processor time', 'ms', thousand.allCpu),
      result('makePlan, 10,000: processor time', 'ms', tenThousand.planCpu),
      result('members … text, 10,000: processor time', 'ms', tenThousand.allCpu),
      result('makePlan, 100,000 ÷ 10,000: processor time', 'x', times(hundredThousand.planCpu, tenThousand.planCpu), '<= 12'),
      result('members … text, 100,000 ÷ 10,000: processor time', 'x', times(hundredThousand.allCpu, tenThousand.allCpu), '<= 12'),
      result('bare steps in a map, 100,000 ÷ 10,000: processor time', 'x', bare),
      result('makePlan: its growth ÷ that of bare steps', 'x', ours(hundredThousand.planCpu, tenThousand.planCpu), '<= 1.2'),
      result('members … text: its growth ÷ that of bare steps', 'x', ours(hundredThousand.allCpu, tenThousand.allCpu), '<= 1.2'),
      result('makePlan, 100,000: processor time', 'ms', hundredThousand.planCpu),
      result('members … text, 100,000: processor time', 'ms', hundredThousand.allCpu),
    ],
    failed: null,
    note: 'processor time is what it costs, the rest is waiting for others on the same cores; bare steps are as many objects of that shape, which nobody plans: what they cost is the processor’s caches and the collector of garbage',
  }
}

async function curve(count: number, rounds: number) {
  const entries = trees('plan', count)
  const byId = new Map(entries.map((entry): [string, Entry] => [entry.id, entry]))
  const workspace = entries.find((entry) => entry.type === 'workspace')
  if (!workspace) throw new Error('the document has no workspace')
  const { members } = membersOf(workspace, byId)
  const taken = { plan: numbers(), planCpu: numbers(), all: numbers(), allCpu: numbers(), bare: numbers(), bareCpu: numbers() }
  const measure = async (work: () => unknown, wall: number[], cpu: number[]) => {
    const before = process.threadCpuUsage()
    wall.push(await timed(work))
    const { user, system } = process.threadCpuUsage(before)
    cpu.push((user + system) / 1_000)
  }
  const everything = () => {
    const fresh = membersOf(workspace, byId)
    const plan = planOf(untangle(fresh.members, []).members, count)
    const problems = [
      ...check({ members: fresh.members, plugins: cards, facts: () => facts }),
      ...checkStart({
        members: fresh.members,
        starts: () => true,
        up: () => false,
        facts: () => facts,
        plugins: cards,
        ground: { architecture: 'x86_64', memoryMib: 1 << 30, cpus: 1 << 20 },
        isPlace: () => false,
        of: () => null,
      }),
    ]
    return [problems, digest(plan), show(plan)]
  }
  for (let round = 0; round < rounds; round++) {
    await measure(() => planOf(members, count), taken.plan, taken.planCpu)
    await measure(everything, taken.all, taken.allCpu)
    await measure(() => bareSteps(count), taken.bare, taken.bareCpu)
  }
  return taken
}

const cards = plugins.map(cardOf)
const facts = { nature: { architecture: 'x86_64', memoryMib: null, cpus: null, virtualisation: 'none' as const, nested: null }, claims: [] }
const numbers = (): number[] => []

function planOf(members: readonly Member[], count: number) {
  const plan = makePlan(plainInput(members))
  if (plan.steps.length !== count) throw new Error(`${plan.steps.length} steps instead of ${count}`)
  return plan
}
