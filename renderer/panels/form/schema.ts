import type { Options } from '../../../shared/model/machine.ts'

export type Json = Options[string]
export type JsonObject = { [key: string]: Json }

interface Common {
  readonly title: string
  readonly help: string | undefined
  /** Without it the machine cannot be used. */
  readonly required: boolean
  /** May be left empty, and is then null. */
  readonly nullable: boolean
  readonly preset: Json | undefined
}
interface Named {
  readonly name: string
  readonly field: Field
}
/** What a part of a plugin's settings is, for people. */
export type Field = Common &
  (
    | { readonly kind: 'text'; readonly minLength: number; readonly pattern: string | undefined }
    | {
        readonly kind: 'number'
        readonly whole: boolean
        readonly least: number | undefined
        readonly most: number | undefined
        readonly unit: string | undefined
      }
    | { readonly kind: 'flag' }
    | { readonly kind: 'choice'; readonly choices: readonly string[] }
    | { readonly kind: 'list'; readonly item: Field }
    | { readonly kind: 'group'; readonly fields: readonly Named[] }
    /** One of several groups; `key` says which. */
    | {
        readonly kind: 'variants'
        readonly key: string
        readonly variants: readonly { readonly value: string; readonly title: string; readonly fields: readonly Named[] }[]
      }
    /** What no form fits: shown as JSON. */
    | { readonly kind: 'raw' }
  )

/** Reads the JSON Schema of a plugin's options into fields, in their order. */
export function readFields(schema: JsonObject): readonly Named[] {
  const needed = Array.isArray(schema['required']) ? schema['required'] : []
  return Object.entries(objectOf(schema['properties'])).map(([name, part]) => ({
    name,
    field: readField(name, objectOf(part), needed.includes(name)),
  }))
}

function readField(name: string, written: JsonObject, required: boolean): Field {
  const ways = listOf(written['anyOf'] ?? written['oneOf']).map(objectOf)
  const real = ways.filter((way) => way['type'] !== 'null')
  const types = listOf(written['type']).filter((type) => type !== 'null')
  const nullable = real.length < ways.length || types.length < listOf(written['type']).length
  const one = ways.length > 0 && real.length === 1 ? { ...real[0], ...omitWays(written) } : written
  const schema: JsonObject = types.length === 1 ? { ...one, type: types[0] ?? null } : one
  const { title, unit } = titleOf(name, schema)
  const common: Common = {
    title,
    help: textOf(schema['description']),
    required: required && schema['default'] === undefined,
    nullable,
    preset: schema['default'],
  }
  if (real.length > 1) return variantsOf(common, real) ?? { ...common, kind: 'raw' }
  if (Array.isArray(schema['enum'])) return { ...common, kind: 'choice', choices: schema['enum'].map(String) }
  switch (schema['type']) {
    case 'string':
      return { ...common, kind: 'text', minLength: numberOf(schema['minLength']) ?? 0, pattern: textOf(schema['pattern']) }
    case 'integer':
    case 'number':
      return {
        ...common,
        kind: 'number',
        whole: schema['type'] === 'integer',
        least: numberOf(schema['minimum']),
        most: numberOf(schema['maximum']),
        unit,
      }
    case 'boolean':
      return { ...common, kind: 'flag' }
    case 'array':
      return { ...common, kind: 'list', item: readField('', objectOf(schema['items']), true) }
    case 'object':
      return schema['properties'] ? { ...common, kind: 'group', fields: readFields(schema) } : { ...common, kind: 'raw' }
    default:
      return { ...common, kind: 'raw' }
  }
}

/** Objects that name themselves by one constant: `kind: 'user'`, `kind: 'tap'`. */
function variantsOf(common: Common, ways: readonly JsonObject[]): Field | null {
  const constants = (way: JsonObject) =>
    Object.entries(objectOf(way['properties'])).filter(([, part]) => textOf(objectOf(part)['const']) !== undefined)
  const key = constants(ways[0] ?? {})[0]?.[0]
  if (key === undefined) return null
  const variants = ways.map((way) => {
    const value = textOf(objectOf(objectOf(way['properties'])[key])['const']) ?? ''
    return { value, title: textOf(way['title']) ?? spoken(value), fields: readFields(way).filter((one) => one.name !== key) }
  })
  return variants.every((one) => one.value !== '') ? { ...common, kind: 'variants', key, variants } : null
}

/** What a new value of this field is. */
export function presetOf(field: Field): Json {
  if (field.preset !== undefined) return field.preset
  if (field.nullable) return null
  switch (field.kind) {
    case 'text':
      return ''
    case 'number':
      return field.least ?? 0
    case 'flag':
      return false
    case 'choice':
      return field.choices[0] ?? ''
    case 'list':
      return []
    case 'group':
      return presets(field.fields)
    case 'variants': {
      const first = field.variants[0]
      return first ? { [field.key]: first.value, ...presets(first.fields) } : {}
    }
    case 'raw':
      return {}
  }
}

/** The presets of all that must be there. */
export const presets = (fields: readonly Named[]): JsonObject =>
  Object.fromEntries(
    fields.filter(({ field }) => field.required || field.preset !== undefined).map(({ name, field }) => [name, presetOf(field)]),
  )

/** Why a value does not fit, in one short sentence; null when it does. */
export function faultOf(field: Field, value: Json | undefined): string | null {
  const empty = value === undefined || value === null || value === ''
  if (empty)
    return field.required || (field.kind === 'text' && value === '' && field.minLength > 0 && !field.nullable) ? 'This is needed.' : null
  if (field.kind === 'text' && typeof value === 'string') {
    if (value.length < field.minLength) return `At least ${field.minLength} letters.`
    if (field.pattern && !new RegExp(field.pattern, 'u').test(value)) return 'This does not have the right form.'
  }
  if (field.kind === 'number') {
    if (typeof value !== 'number' || Number.isNaN(value)) return 'This is no number.'
    if (field.whole && !Number.isInteger(value)) return 'A whole number.'
    if (field.least !== undefined && value < field.least) return `At least ${field.least}.`
    if (field.most !== undefined && value > field.most) return `At most ${field.most}.`
  }
  if (field.kind === 'choice' && !field.choices.includes(String(value))) return `One of ${field.choices.join(', ')}.`
  return null
}

/** `Memory (MiB)` is a title and its unit; without a title the name is spoken: `hostPort` is `Host port`. */
function titleOf(name: string, schema: JsonObject): { title: string; unit: string | undefined } {
  const written = textOf(schema['title']) ?? spoken(name)
  const [, title, unit] = /^(.*) \(([^)]+)\)$/.exec(written) ?? []
  return { title: title ?? written, unit }
}

const spoken = (name: string): string => {
  const words = name.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase()
  return words.charAt(0).toUpperCase() + words.slice(1)
}
const omitWays = ({ anyOf: _a, oneOf: _o, ...rest }: JsonObject): JsonObject => rest
export const objectOf = (value: Json | undefined): JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {}
export const listOf = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? value : [])
const textOf = (value: Json | undefined): string | undefined => (typeof value === 'string' ? value : undefined)
const numberOf = (value: Json | undefined): number | undefined =>
  typeof value === 'number' && Math.abs(value) < Number.MAX_SAFE_INTEGER ? value : undefined
