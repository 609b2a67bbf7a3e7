import type { Address } from '../../model/address.ts'
import type { Locality } from '../../model/service.ts'
import { readAddress } from '../address-reader.ts'
import { Misread } from '../misread.ts'
import { readAction } from './action.ts'
import type { CtysAction, CtysCall, CtysLine } from './call.ts'
import { after, partOf, splitToken, type Token, WordMisread } from './tokens.ts'
import { ALONE, IDLE, LOCALITIES, TYPES, WITH_WORD } from './words.ts'
import { parseGeometry } from '../geometry/geometry.ts'

/** What the options of a call, or of one of its targets, say. */
interface Options {
  readonly type?: string
  readonly action?: { readonly action: CtysAction; readonly idle: readonly string[]; readonly said: Token }
  readonly geometry?: Token
  readonly desktop?: number | string
  readonly locality?: Locality
  readonly dry?: true
  readonly help?: true
  readonly idle: readonly string[]
}

/** Throws WordMisread. */
export function readCall(tokens: readonly Token[]): CtysLine {
  const { options, rest } = readOptions(tokens)
  if (options.help || tokens.length === 0) return { calls: [], dry: false, help: true }
  const end = { text: '', word: tokens.length, at: 0 }
  const targets = rest.map(readTarget)
  const calls = (targets.length > 0 ? targets : [null]).map((target): CtysCall => {
    const own = target?.options
    const all: Options = { ...options, ...own, idle: [...options.idle, ...(own?.idle ?? [])] }
    if (!all.action) throw new WordMisread(end, 'Expected an action, such as -a create=l:myApp or -a list.')
    const { action, idle, said } = all.action
    const needs = action.verb === 'create' || (action.verb === 'cancel' && !action.all)
    if (needs && !action.machine && !target)
      throw new WordMisread(after(said), 'Expected what is meant: =l:myApp in the action, or a machine at the end.')
    return {
      type: all.type ?? null,
      action,
      geometry: all.geometry ?? null,
      desktop: all.desktop ?? null,
      locality: all.locality ?? null,
      target: target?.address ?? null,
      said: target?.said ?? said,
      idle: [...all.idle, ...idle],
    }
  })
  return { calls, dry: options.dry ?? false, help: false }
}

/** Options until the first word that is none; all that follows are targets. */
function readOptions(tokens: readonly Token[]): { options: Options; rest: readonly Token[] } {
  let options: Options = { idle: [] }
  let index = 0
  for (; index < tokens.length; index++) {
    const token = tokens[index]
    if (!token?.text.startsWith('-')) break
    if (token.text === '--') {
      index++
      break
    }
    if (token.text === '--json') continue
    if (token.text === '--help') {
      options = { ...options, help: true }
      continue
    }
    const letter = token.text[1] ?? ''
    if (ALONE.includes(letter) && token.text.length === 2) options = alone(letter, options)
    else if (letter !== '' && WITH_WORD.includes(letter)) {
      const word = token.text.length > 2 ? partOf(token, 2) : tokens[++index]
      if (!word) throw new WordMisread(after(token), `Expected a word after -${letter}.`)
      options = withWord(letter, word, options)
    } else throw new WordMisread(token, `There is no option ${token.text}. There are -t, -a, -g, -W, -L, -n and --json.`)
  }
  return { options, rest: tokens.slice(index) }
}

function alone(letter: string, options: Options): Options {
  if (letter === 'n') return { ...options, dry: true }
  if (letter === 'h') return { ...options, help: true }
  return { ...options, idle: [...options.idle, `-${letter}: ${IDLE.get(letter)}`] }
}

function withWord(letter: string, word: Token, options: Options): Options {
  switch (letter) {
    case 't': {
      const type = word.text.toUpperCase()
      if (!TYPES.has(type)) throw new WordMisread(word, `Expected a type: ${[...TYPES.keys()].join(', ')}.`)
      return { ...options, type }
    }
    case 'a':
      return { ...options, action: { ...readAction(word), said: word } }
    case 'g': {
      const read = parseGeometry(word.text)
      if ('misread' in read) throw new WordMisread(partOf(word, read.misread.at), read.misread.message)
      return { ...options, geometry: word }
    }
    case 'W':
      if (word.text === '') throw new WordMisread(word, 'Expected a desktop: its number, or its name.')
      return { ...options, desktop: /^\d{1,3}$/.test(word.text) ? Number(word.text) : word.text }
    case 'L': {
      const locality = LOCALITIES.get(word.text.toUpperCase())
      if (!locality) throw new WordMisread(word, `Expected a locality: ${[...LOCALITIES.keys()].join(', ')}.`)
      return { ...options, locality }
    }
    default:
      return { ...options, idle: [...options.idle, `-${letter} ${word.text}: ${IDLE.get(letter)}`] }
  }
}

/** `user@host[vm](options)`. */
function readTarget(token: Token): { address: Address; said: Token; options: Options | null } {
  if (/^(vmstack|vcircuit|subtask|subgroup)\b/i.test(token.text))
    throw new WordMisread(token, 'A stack is drawn as a service here: servicecomposer launch starts it, from the bottom up.')
  if (/^macro:/i.test(token.text)) throw new WordMisread(token, 'There are no macros here.')
  const open = token.text.indexOf('(')
  const said = open < 0 ? token : partOf(token, 0, open)
  if (open >= 0 && !token.text.endsWith(')')) throw new WordMisread(after(token), 'Expected ) at the end of the options of this target.')
  const inner = open < 0 ? null : splitToken(partOf(token, open + 1, token.text.length - 1), ' ').filter(({ text }) => text !== '')
  const own = inner && readOptions(inner)
  if (own?.rest[0]) throw new WordMisread(own.rest[0], 'Expected an option: a target has no targets of its own.')
  try {
    return { address: readAddress(said.text), said, options: own?.options ?? null }
  } catch (cause) {
    if (cause instanceof Misread) throw new WordMisread(partOf(said, cause.at), cause.message)
    throw cause
  }
}
