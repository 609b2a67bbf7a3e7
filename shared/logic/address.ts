import type { Address, Locator } from '../model/address.ts'
import type { Problem } from '../model/problem.ts'
import { readAddress } from './address-reader.ts'
import { Misread } from './misread.ts'

export type ParsedAddress =
  | { readonly ok: true; readonly address: Address }
  | { readonly ok: false; readonly at: number; readonly problem: Problem }

/**
 * Reads `user@host[vm][vm in vm]:22`: from the ground up, the last level is the one meant. A level is a label, or keys
 * such as `[LABEL:web,TCP:10.0.0.2]`; short forms of the original (`l:`, `t:`) are read as well. What holds one of
 * `, [ ] % "` stands in double quotes, a quote in them doubled. `at` is the index of the character that cannot be right.
 */
export function parseAddress(text: string): ParsedAddress {
  try {
    return { ok: true, address: readAddress(text) }
  } catch (cause) {
    if (!(cause instanceof Misread)) throw cause
    return { ok: false, at: cause.at, problem: notAnAddress(text, cause) }
  }
}

const NAMES: readonly (readonly [name: string, key: Exclude<keyof Locator, 'base'>])[] = [
  ['LABEL', 'label'],
  ['ID', 'id'],
  ['UUID', 'uuid'],
  ['MAC', 'mac'],
  ['TCP', 'tcp'],
  ['FILE', 'file'],
]

/** The shortest text that `parseAddress` reads as this address. */
export function showAddress({ user, levels, port }: Address): string {
  const [ground, ...above] = levels
  const who = user === undefined ? '' : `${outside(user)}@`
  const where = ground === undefined ? '' : onlyLabel(ground) === null ? `[${showKeys(ground)}]` : outside(onlyLabel(ground) ?? '')
  return `${who}${where}${above.map((level) => `[${showLevel(level)}]`).join('')}${port === undefined ? '' : `:${port}`}`
}

function onlyLabel({ label, ...rest }: Locator): string | null {
  return label !== undefined && Object.values(rest).every((value) => value === undefined) ? label : null
}

function showLevel(level: Locator): string {
  const label = onlyLabel(level)
  // `a:b` would be read as the key a.
  return label === null || /^[a-z]+:/i.test(label) ? showKeys(level) : inside(label)
}

function showKeys(level: Locator): string {
  const keys = NAMES.flatMap(([name, key]) => {
    const value = level[key]
    return value === undefined ? [] : [`${name}:${inside(value)}`]
  })
  return [...keys, ...(level.base ? [`BASE:${level.base.map(inside).join('%')}`] : [])].join(',')
}

const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`
const inside = (text: string) => (/^$|^\s|\s$|[,[\]%"]/.test(text) ? quoted(text) : text)
const outside = (text: string) => (/^$|[\s,[\]%":@]/.test(text) ? quoted(text) : text)

const notAnAddress = (text: string, { at, message }: Misread): Problem => ({
  code: 'address.syntax',
  severity: 'error',
  title: 'This is not an address',
  message: `At character ${at + 1}: ${message}`,
  hint: 'Write it from the ground up, such as pm1[xen1][gis], or root@pm1[LABEL:gis,TCP:10.0.0.7]:22.',
  detail: `${text}\n${' '.repeat(at)}^`,
})
