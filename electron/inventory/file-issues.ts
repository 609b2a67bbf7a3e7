import { z } from 'zod'
import type { FilePath } from '../../shared/document/read.ts'
import { FileDocument } from '../../shared/document/shape.ts'

/** One field of a file that its schema does not read. */
export interface FieldIssue {
  readonly path: FilePath
  readonly message: string
  readonly hint: string | undefined
  /** The key of the field that should not be there. */
  readonly key: string | undefined
}

type Issue = z.core.$ZodIssue

/** What the schema found, told for people: the likeliest of several forms, unknown keys one by one, with what was probably meant. */
export function issuesOf(error: z.ZodError, data: unknown): FieldIssue[] {
  const told = error.issues.flatMap((issue) => flatten(issue, [])).flatMap((issue) => tell(issue, data))
  // A field that is missing because it was misspelt is told once.
  const misspelt = new Set(told.flatMap(({ path, key, hint }) => (key === undefined ? [] : [`${path.join('.')}.${hint}`])))
  return told.filter(
    ({ path, message }) => message !== missing || !misspelt.has(`${path.slice(0, -1).join('.')}.${mean(String(path.at(-1)))}`),
  )
}

const missing = 'this field is missing'

/** Of a field that may have several forms, the issues of the form that came closest. */
function flatten(issue: Issue, above: readonly PropertyKey[]): Issue[] {
  const path = [...above, ...issue.path]
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return [{ ...issue, path }]
  const deepest = (issues: readonly Issue[]) =>
    Math.max(...issues.map((each) => each.path.length + (each.code === 'invalid_type' ? 0 : 0.5)))
  const closest = issue.errors.toSorted((a, b) => deepest(b) - deepest(a))[0] ?? []
  return closest.flatMap((each) => flatten(each, path))
}

function tell(issue: Issue, data: unknown): FieldIssue[] {
  const path = issue.path.map((key) => (typeof key === 'number' ? key : String(key)))
  const value = path.reduce<unknown>((here, key) => (typeof here === 'object' && here !== null ? Reflect.get(here, key) : undefined), data)
  if (issue.code === 'unrecognized_keys') {
    const allowed = keysOf(schemaAt(path, data))
    return issue.keys.map((key) => ({ path, key, message: 'this field is not known', hint: meant(key, allowed) }))
  }
  const quotes = issue.code === 'invalid_type' && issue.expected === 'string' && (typeof value === 'number' || typeof value === 'boolean')
  const choice = issue.code === 'invalid_value' && typeof value === 'string' ? meant(value, issue.values.map(String)) : undefined
  const hint = quotes ? `Write it in quotes: "${String(value)}".` : choice
  const message = issue.code === 'invalid_key' ? (issue.issues[0]?.message ?? issue.message) : issue.message
  return [{ path, key: undefined, message: value === undefined && issue.code === 'invalid_type' ? missing : message, hint }]
}

/** The schema of what stands at a path of the file; null where it cannot be told. */
function schemaAt(path: FilePath, data: unknown): unknown {
  let schema: unknown = FileDocument
  let here: unknown = data
  for (const key of path) {
    schema = inside(bare(schema, here), key)
    here = typeof here === 'object' && here !== null ? Reflect.get(here, key) : undefined
  }
  return bare(schema, here)
}

function inside(schema: unknown, key: string | number): unknown {
  if (schema instanceof z.ZodObject) return schema.shape[key]
  if (schema instanceof z.ZodRecord) return schema.valueType
  return schema instanceof z.ZodArray ? schema.element : null
}

/** Without what may be left out; of several forms the object that fits the data's own `kind`. */
function bare(schema: unknown, data: unknown): unknown {
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodOptional || schema instanceof z.ZodNullable)
    return bare(schema.unwrap(), data)
  if (!(schema instanceof z.ZodUnion)) return schema
  const forms: readonly unknown[] = schema.options.map((option) => bare(option, data))
  const objects = forms.filter((form) => form instanceof z.ZodObject)
  const kind: unknown = typeof data === 'object' && data !== null ? Reflect.get(data, 'kind') : undefined
  return objects.find((form) => z.safeParse(form.shape['kind'] ?? z.undefined(), kind).success) ?? objects[0] ?? forms[0]
}

const keysOf = (schema: unknown) => (schema instanceof z.ZodObject ? Object.keys(schema.shape) : [])

function meant(key: string, allowed: readonly string[]): string | undefined {
  if (allowed.length === 0) return undefined
  const near = allowed.map((name) => [name, distance(key.toLowerCase(), name.toLowerCase())] as const).sort((a, b) => a[1] - b[1])[0]
  const close = near && near[1] <= Math.max(1, Math.floor(near[0].length / 3))
  return close ? mean(near[0]) : `Known here: ${allowed.join(', ')}.`
}

const mean = (name: string) => `Did you mean "${name}"?`

/** How many letters must be changed, added, dropped or swapped with their neighbour to get from one word to the other. */
function distance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, index) => index)]
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i]
    for (let j = 1; j <= b.length; j += 1) {
      const change = a[i - 1] === b[j - 1] ? 0 : 1
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      const ways = [cell(rows, i - 1, j) + 1, (row[j - 1] ?? 0) + 1, cell(rows, i - 1, j - 1) + change]
      row.push(Math.min(...ways, ...(swapped ? [cell(rows, i - 2, j - 2) + 1] : [])))
    }
    rows.push(row)
  }
  return cell(rows, a.length, b.length)
}
const cell = (rows: readonly number[][], i: number, j: number) => rows[i]?.[j] ?? 0
