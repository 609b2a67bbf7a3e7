import type { Locator } from '../../model/address.ts'
import { isLocatorKey, readAddress } from '../address-reader.ts'
import { Misread } from '../misread.ts'
import type { Attach, CtysAction } from './call.ts'
import { partOf, splitToken, type Token, WordMisread } from './tokens.ts'
import { CONSOLES, IDLE_SUBOPTIONS } from './words.ts'

interface Read {
  readonly action: CtysAction
  /** Suboptions that change nothing here. */
  readonly idle: readonly string[]
}

const VERBS = ['create', 'cancel', 'list', 'enumerate', 'show', 'info'] as const
const ATTACH: readonly Attach[] = ['connect', 'reuse', 'reconnect', 'resume']

/** Reads `create=l:myApp,reconnect`: the verb, what is meant, and how. Of several ways the last counts. Throws WordMisread. */
export function readAction(token: Token): Read {
  const equals = token.text.indexOf('=')
  const name = equals < 0 ? token : partOf(token, 0, equals)
  const verb = VERBS.find((each) => each === name.text.toLowerCase())
  if (!verb) throw new WordMisread(name, `Expected an action: ${VERBS.join(', ')}.`)
  const items = equals < 0 ? [] : splitToken(partOf(token, equals + 1), ',')
  const keys = items.filter(({ text }) => isLocatorKey(text))
  const subs = items.filter((item) => !keys.includes(item))
  const machine = readMachine(keys)
  if (verb === 'create') return readCreate(machine, subs)
  if (verb === 'cancel') return readCancel(machine, subs)
  // How the output is laid out is up to --json.
  return { action: { verb, machine }, idle: subs.filter(({ text }) => text !== '').map(({ text }) => `${text}: --json gives all of it`) }
}

function readCreate(machine: Locator | null, subs: readonly Token[]): Read {
  let attach: Attach = 'reuse'
  let shown: string | null = null
  const idle: string[] = []
  for (const sub of subs) {
    const { name, value } = suboption(sub)
    const mode = ATTACH.find((each) => each === name.toLowerCase())
    if (mode) attach = mode
    else if (name === 'CONSOLE') {
      shown = value.text.toUpperCase()
      if (!CONSOLES.has(shown)) throw new WordMisread(value, `Expected a console: ${[...CONSOLES.keys()].join(', ')}.`)
    } else idle.push(idleOr(sub, name, 'connect, reuse, reconnect, resume or CONSOLE:'))
  }
  return { action: { verb: 'create', machine, attach, console: shown }, idle }
}

type Cancel = Extract<CtysAction, { verb: 'cancel' }>

const CANCELS: ReadonlyMap<string, Partial<Cancel>> = new Map<string, Partial<Cancel>>([
  ['ALL', { all: true }],
  ['CLIENT', { half: 'client' }],
  ['SERVER', { half: 'both' }],
  ['BOTH', { half: 'both' }],
  ['STACK', { stack: true }],
  ['FORCE', { stack: false }],
  ['SELF', {}],
  ['POWEROFF', { how: 'down' }],
  ['S5', { how: 'down' }],
  ['RESET', { how: 'reset' }],
  ['REBOOT', { how: 'reset' }],
  ['PAUSE', { how: 'suspend' }],
  ['S3', { how: 'suspend' }],
  ['SUSPEND', { how: 'suspend' }],
  ['S4', { how: 'suspend' }],
])

function readCancel(machine: Locator | null, subs: readonly Token[]): Read {
  let action: Cancel = { verb: 'cancel', machine, all: false, half: 'both', how: 'down', stack: true }
  const idle: string[] = []
  for (const sub of subs) {
    const { name } = suboption(sub)
    const said = CANCELS.get(name)
    if (said) action = { ...action, ...said }
    else idle.push(idleOr(sub, name, [...CANCELS.keys()].join(', ')))
  }
  return { action, idle }
}

function suboption(sub: Token): { readonly name: string; readonly value: Token } {
  const colon = sub.text.indexOf(':')
  const end = colon < 0 ? sub.text.length : colon
  return { name: sub.text.slice(0, end).toUpperCase(), value: partOf(sub, Math.min(end + 1, sub.text.length)) }
}

function idleOr(sub: Token, name: string, expected: string): string {
  const who = IDLE_SUBOPTIONS.get(name)
  if (who === undefined) throw new WordMisread(sub, `Expected what is meant, such as l:myApp, or one of ${expected}.`)
  return `${sub.text}: ${who}`
}

/** The keys read as one level of an address. */
function readMachine(keys: readonly Token[]): Locator | null {
  const [first] = keys
  if (!first) return null
  const text = `[${keys.map((key) => key.text).join(',')}]`
  try {
    return readAddress(text).levels[0] ?? null
  } catch (cause) {
    if (!(cause instanceof Misread)) throw cause
    let at = cause.at - 1
    for (const key of keys) {
      if (at <= key.text.length) throw new WordMisread(partOf(key, Math.max(0, at)), cause.message)
      at -= key.text.length + 1
    }
    throw new WordMisread(first, cause.message)
  }
}
