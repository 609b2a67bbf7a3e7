import { expect, test } from 'vitest'
import { WorkspaceId } from '../model/id.ts'
import { Workspace } from '../model/workspace.ts'
import { among, drawn } from './nest.fixture.ts'
import { usersOf } from './sharing.ts'

const workspace = (name: string, ...services: string[]) =>
  Workspace.parse({
    type: 'workspace',
    id: WorkspaceId.parse(`workspace:${name}`),
    name,
    services: services.map((one) => `service:${one}`),
  })

test('a machine must know every workspace that starts it, through references and circles, each once', () => {
  const base = drawn('base', { gate: '', loop: 'is office' })
  const office = drawn('office', { desk: '', common: 'is base', again: 'is base' })
  const lab = drawn('lab', { probe: 'shares gate' })
  const users = usersOf([workspace('day', 'office'), workspace('night', 'lab', 'base')], among(base, office, lab))
  const names = (machine: string) => users.get(`machine:${machine}`)?.map(({ name }) => name)
  expect(names('gate')).toEqual(['day', 'night'])
  expect(names('desk')).toEqual(['day', 'night'])
  expect(names('other')).toBeUndefined()
})
