import { expect, test } from 'vitest'
import { importEdit } from './import.ts'
import { openInventory } from './open.ts'
import { add, machine, service, workspace } from './testing/samples.ts'
import { exportText } from './text.ts'

const lab = [machine('gis'), service('map', ['gis']), workspace('lab', ['map'])]

test('importing into an empty inventory adds everything, and names the workspaces', () => {
  using inventory = openInventory(':memory:')
  const { edit, workspaces, problems } = importEdit(exportText(lab), inventory.entries())
  expect(problems).toEqual([])
  expect(workspaces).toEqual(['workspace:lab'])
  inventory.edit(edit)
  expect(inventory.entries()).toEqual(lab)
})

test('importing the same file again changes nothing, and still names its workspaces', () => {
  expect(importEdit(exportText(lab), lab)).toEqual({ edit: {}, workspaces: ['workspace:lab'], problems: [] })
})

test('only what differs is changed, and what the file does not speak of stays', () => {
  const changed = machine('gis', { tags: ['new'] })
  const { edit } = importEdit(exportText([changed]), lab)
  expect(edit).toEqual({ 'machine:gis': [machine('gis'), changed] })
})

test('a file may name what the inventory already has', () => {
  expect(importEdit(exportText([workspace('second', ['map'])]), lab)).toMatchObject({ workspaces: ['workspace:second'], problems: [] })
})

test('a file with anything wrong changes nothing at all', () => {
  const { edit, workspaces, problems } = importEdit(`${exportText(lab)}  bad: {servces: []}\n`, [])
  expect({ edit, workspaces }).toEqual({ edit: {}, workspaces: [] })
  expect(problems[0]).toMatchObject({ code: 'document.invalid', detail: 'workspaces.bad.servces', hint: 'Did you mean "services"?' })
})

test('a component key that another service of the inventory uses is refused before anything is changed', () => {
  const { edit, problems } = importEdit(exportText([machine('gis'), service('other', ['gis'])]), lab)
  expect(edit).toEqual({})
  expect(problems[0]?.message).toContain('services.other.components.gis: component:gis is used also in map')
})

test('what importEdit gives is always accepted by the inventory it was made for', () => {
  using inventory = openInventory(':memory:')
  inventory.edit(add(...lab))
  const { edit } = importEdit(exportText([machine('gis', { label: 'GIS' }), machine('new')]), inventory.entries())
  expect(inventory.edit(edit, 'import')).toBe(2)
})
