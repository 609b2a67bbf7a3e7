import { expect, test } from 'vitest'
import { change } from '../../shared/logic/change.ts'
import { same } from '../../shared/logic/same.ts'
import { Edit, type Entry } from '../../shared/model/document.ts'
import { Machine } from '../../shared/model/machine.ts'
import { ProblemError } from '../../shared/model/problem.ts'
import { makeDocument } from './document.ts'

/** An engine's document, small but true: an edit whose `was` is not what is there is refused as a whole. */
function engineWith(...entries: Entry[]) {
  const held = new Map(entries.map((entry) => [entry.id as string, entry]))
  let revision = 1
  return {
    held,
    'document.read': async () => ({ revision, entries: [...held.values()] }),
    'document.edit': async (input: { edit: unknown }) => {
      const edit = Edit.parse(input.edit)
      for (const [id, [was]] of Object.entries(edit)) if (!same(held.get(id) ?? null, was)) throw new ProblemError(stale)
      for (const [id, [, is]] of Object.entries(edit))
        if (is) held.set(id, is)
        else held.delete(id)
      return { revision: ++revision }
    },
  }
}
const stale = { code: 'document.stale', severity: 'error' as const, title: 'Changed elsewhere', message: 'Somebody was faster.' }
const gis = Machine.parse({ type: 'machine', id: 'machine:gis', label: 'gis', plugin: 'sim' })
const named = (label: string) => ({ ...gis, label })

async function opened(...entries: Entry[]) {
  const engine = engineWith(...entries)
  const document = makeDocument(engine)
  await document.getState().read()
  const label = () => {
    const entry = document.getState().entries[gis.id]
    return entry?.type === 'machine' ? entry.label : null
  }
  return { engine, document, label }
}

test('an edit must show at once, and be saved', async () => {
  const { engine, document, label } = await opened(gis)
  const saved = document.getState().edit('Rename', change(gis, named('map')))
  expect(label()).toBe('map')
  expect(document.getState().pending).toHaveLength(1)
  await saved
  expect(document.getState()).toMatchObject({ revision: 2, pending: [] })
  expect(engine.held.get(gis.id)).toEqual(named('map'))
})

test('a refused edit must be taken back, with those that were built on it', async () => {
  const { engine, document, label } = await opened(gis)
  engine.held.set(gis.id, named('changed elsewhere'))
  const first = document.getState().edit('Rename', change(gis, named('one')))
  const second = document.getState().edit('Rename again', change(named('one'), named('two')))
  await expect(first).rejects.toMatchObject({ problem: { code: 'document.stale' } })
  await expect(second).rejects.toMatchObject({ problem: { code: 'document.stale' } })
  expect(label()).toBe('gis')
  expect(document.getState().undos).toEqual([])
})

test('undo must give back what was, and redo what was undone', async () => {
  const { engine, document, label } = await opened(gis)
  await document.getState().edit('Rename', change(gis, named('one')))
  await document.getState().edit('Delete', change(named('one'), null))
  expect(label()).toBe(null)
  await document.getState().undo()
  expect(label()).toBe('one')
  await document.getState().undo()
  expect(engine.held.get(gis.id)).toEqual(gis)
  await document.getState().undo()
  await document.getState().redo()
  expect(label()).toBe('one')
  await document.getState().redo()
  expect(engine.held.size).toBe(0)
})

test('edits of one gesture must be undone as one', async () => {
  const { document, label } = await opened(gis)
  await document.getState().edit('Type', change(gis, named('m')), 'label')
  await document.getState().edit('Type', change(named('m'), named('ma')), 'label')
  await document.getState().edit('Type', change(named('ma'), named('map')), 'label')
  expect(document.getState().undos).toHaveLength(1)
  await document.getState().undo()
  expect(label()).toBe('gis')
})

test('what somebody else changed must come in without losing what is on its way', async () => {
  const other = Machine.parse({ type: 'machine', id: 'machine:other', label: 'other', plugin: 'sim' })
  const { document, label } = await opened(gis)
  const saved = document.getState().edit('Rename', change(gis, named('mine')))
  document.getState().take(2, change(null, other))
  expect(label()).toBe('mine')
  expect(document.getState().entries[other.id]).toEqual(other)
  await saved
  expect(label()).toBe('mine')
})

test('an undo that no longer fits must be refused and forgotten', async () => {
  const { engine, document, label } = await opened(gis)
  await document.getState().edit('Rename', change(gis, named('one')))
  engine.held.set(gis.id, named('changed elsewhere'))
  await expect(document.getState().undo()).rejects.toMatchObject({ problem: { code: 'document.stale' } })
  expect(document.getState()).toMatchObject({ undos: [], redos: [] })
  expect(label()).toBe('one')
})
