import { expect, test } from 'vitest'
import { z } from 'zod'
import { faultOf, presets, readFields, type JsonObject } from './schema.ts'

const fieldsOf = (schema: z.ZodType) => readFields(JSON.parse(JSON.stringify(z.toJSONSchema(schema, { io: 'input' }))) as JsonObject)

const Disk = z.strictObject({ file: z.string().min(1).meta({ title: 'File' }), format: z.enum(['qcow2', 'raw']).default('qcow2') })
const Settings = z.strictObject({
  memoryMib: z.int().min(1).default(512).meta({ title: 'Memory (MiB)', description: 'How much the guest has.' }),
  kernel: z.string().min(1).nullable().default(null).meta({ title: 'Kernel' }),
  forced: z.boolean().default(true),
  disks: z.array(Disk).default([]),
  network: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('user'), restrict: z.boolean().default(false) }).meta({ title: 'User network' }),
    z.strictObject({ kind: z.literal('tap'), device: z.string().min(1) }),
  ]),
})

test('a schema must become fields in its order, with titles, units and defaults', () => {
  const fields = fieldsOf(Settings)
  expect(fields.map(({ name, field }) => `${name}: ${field.kind}, ${field.title}`)).toEqual([
    'memoryMib: number, Memory',
    'kernel: text, Kernel',
    'forced: flag, Forced',
    'disks: list, Disks',
    'network: variants, Network',
  ])
  expect(fields[0]?.field).toMatchObject({ unit: 'MiB', least: 1, preset: 512, help: 'How much the guest has.', required: false })
  expect(fields[1]?.field).toMatchObject({ nullable: true, preset: null })
})

test('what may be left empty must still be a field of its kind', () => {
  const Loose = z.strictObject({ arch: z.string().nullable().default(null), nested: z.boolean().nullable().default(null) })
  expect(fieldsOf(Loose).map(({ field }) => [field.kind, field.nullable])).toEqual([
    ['text', true],
    ['flag', true],
  ])
})

test('one of several groups must be told by its constant', () => {
  const network = fieldsOf(Settings).find(({ name }) => name === 'network')?.field
  if (network?.kind !== 'variants') throw new Error('not variants')
  expect(network.key).toBe('kind')
  expect(network.variants.map((one) => [one.value, one.title, one.fields.map(({ name }) => name)])).toEqual([
    ['user', 'User network', ['restrict']],
    ['tap', 'Tap', ['device']],
  ])
})

test('what a form adds must pass the schema it was made from, but for what only a person knows', () => {
  const disks = fieldsOf(Settings).find(({ name }) => name === 'disks')?.field
  if (disks?.kind !== 'list' || disks.item.kind !== 'group') throw new Error('not a list of groups')
  expect(presets(disks.item.fields)).toEqual({ file: '', format: 'qcow2' })
  expect(Disk.safeParse({ ...presets(disks.item.fields), file: '/x.qcow2' }).success).toBe(true)
})

test('a value that does not fit must be told why', () => {
  const [memory, kernel] = fieldsOf(Settings).map(({ field }) => field)
  expect(memory && [faultOf(memory, 0), faultOf(memory, 1.5), faultOf(memory, 64)]).toEqual(['At least 1.', 'A whole number.', null])
  expect(kernel && [faultOf(kernel, null), faultOf(kernel, 'vmlinuz')]).toEqual([null, null])
})
