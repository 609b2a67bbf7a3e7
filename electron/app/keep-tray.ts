import { foldAll, snapshot, type Live } from '../../shared/logic/live.ts'
import { membersOf } from '../../shared/logic/members.ts'
import { trayModel, type TrayEntry } from '../../shared/logic/tray-model.ts'
import type { TrayModel } from '../../shared/logic/tray.ts'
import type { Entry } from '../../shared/model/document.ts'
import type { Event } from '../../shared/model/event.ts'
import type { Composed } from './composer.ts'
import type { Desk } from './desk.ts'

/** The tray need not be drawn more often than people can read. In ms. */
const PACE = 250

export interface KeptTray {
  /** What the menu shows now. */
  model(): TrayModel
  end(): void
}

/** Keeps the desk's tray true: one more reader of the events. `moves` tells which plugins' machines start and stop. */
export async function keepTray({ handlers, events }: Pick<Composed, 'handlers' | 'events'>, desk: Pick<Desk, 'tray'>): Promise<KeptTray> {
  const { plugins } = await handlers['plugins.list']({})
  const moves = new Set(plugins.filter(({ verbs }) => verbs.includes('start')).map(({ id }) => id))
  const waiting: Event[] = []
  let timer: NodeJS.Timeout | null = null
  const deaf = events.subscribe((event) => {
    waiting.push(event)
    timer ??= setTimeout(() => void draw(), PACE)
  })
  const [{ entries }, seen, { runs }, { questions }, { seq }] = await Promise.all([
    handlers['document.read']({}),
    handlers['machines.seen']({}),
    handlers['runs.list']({ limit: 50 }),
    handlers['questions.open']({}),
    handlers['events.since']({ seq: Number.MAX_SAFE_INTEGER }),
  ])
  let listed = listOf(entries, moves)
  let live: Live = snapshot({ ...seen, runs, questions }, seq)
  const model = () => trayModel(listed, live)

  const draw = async () => {
    timer = null
    const news = waiting.splice(0)
    if (news.some(({ type }) => type === 'document.changed')) listed = listOf((await handlers['document.read']({})).entries, moves)
    live = foldAll(live, news)
    desk.tray(model())
  }
  desk.tray(model())
  return {
    model,
    end() {
      deaf()
      if (timer) clearTimeout(timer)
    },
  }
}

function listOf(entries: readonly Entry[], moves: ReadonlySet<string>): TrayEntry[] {
  const byId = new Map(entries.map((entry) => [`${entry.id}`, entry]))
  return entries.flatMap((entry) => {
    if (entry.type !== 'workspace') return []
    const members = membersOf(entry, byId).members.filter(({ machine }) => moves.has(machine.plugin))
    return [{ workspace: entry, components: members.map(({ component }) => component.id) }]
  })
}
