import { z } from 'zod'
import type { PluginCard } from '../../shared/contract/card.ts'
import type { Session } from '../../shared/model/service.ts'

/** The setting by which a kind that has both viewers is told which one, and what it is when nothing was said. */
const Choice = z.looseObject({ properties: z.looseObject({ viewer: z.looseObject({ default: z.string() }) }) })

/** Whether a program with a window of its own shows the session: then there is none of ours to draw. */
export function isNative(session: Pick<Session, 'plugin' | 'options'> | undefined, cards: readonly PluginCard[]): boolean {
  const card = cards.find(({ id }) => id === session?.plugin)
  if (!session || !card) return false
  if (card.view === null) return true
  const unsaid = Choice.safeParse(card.options).data?.properties.viewer.default
  return (session.options['viewer'] ?? unsaid) === 'native'
}
