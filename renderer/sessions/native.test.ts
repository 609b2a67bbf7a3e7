import { expect, test } from 'vitest'
import type { PluginCard } from '../../shared/contract/card.ts'
import { isNative } from './native.ts'

const card = (id: string, view: PluginCard['view'], unsaid?: string) =>
  ({ id, view, options: { properties: unsaid === undefined ? {} : { viewer: { default: unsaid } } } }) as unknown as PluginCard
const cards = [card('cli', 'terminal', 'embedded'), card('rdp', 'rdp', 'native'), card('x11', null), card('serial', 'terminal')]
const native = (plugin: string, options: Record<string, string> = {}) => isNative({ plugin, options }, cards)

test('a session must be native by its setting, by what its kind does unasked, or because there is no other viewer', () => {
  expect([native('cli'), native('cli', { viewer: 'native' })]).toEqual([false, true])
  expect([native('rdp'), native('rdp', { viewer: 'embedded' })]).toEqual([true, false])
  expect([native('x11'), native('serial')]).toEqual([true, false])
})

test('what is not known must not be taken for native', () => {
  expect([native('other'), isNative(undefined, cards)]).toEqual([false, false])
})
