import { expect, test } from 'vitest'
import { readText } from '../../../electron/inventory/read-text.ts'
import { layers } from './rivals.ts'
import { stackText, tree } from './tree.ts'

const at = (name: string) => tree.findIndex((guest) => guest.name === name)
const ports = (name: string) => ({ ssh: 2200 + at(name), http: 8000 + at(name) })

test('what is measured must be one guest, three that need it, and eight that need one of the three', () => {
  expect(layers().map((names) => names.length)).toEqual([1, 3, 8])
  expect(tree.filter(({ needs }) => needs === 'server1').map(({ name }) => name)).toEqual(['client1', 'client4', 'client7'])
})

test('the stack must be a document that this program reads, in which each guest looks for what it needs', () => {
  const { entries, problems } = readText(stackText({ kernel: '/k', initrd: '/i' }, ports))
  expect(problems).toEqual([])
  expect(entries.map(({ type }) => type).sort()).toEqual([...Array(12).fill('machine'), 'service', 'workspace'])
  const client = entries.find((entry) => entry.type === 'machine' && entry.label === 'client5')
  expect(client).toMatchObject({ options: { append: 'console=ttyS0 quiet panic=-1 needs=2202', memoryMib: 96 } })
})
