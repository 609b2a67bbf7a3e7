import { membersOf } from '../../shared/logic/members.ts'
import type { CtysCall, CtysLine } from '../../shared/logic/ctys/call.ts'
import { findMeant, type Held, type Meant } from '../../shared/logic/ctys/find.ts'
import { notUnderstood } from '../../shared/logic/ctys/line.ts'
import type { Composer } from '../../shared/contract/contract.ts'
import type { Entry } from '../../shared/model/document.ts'
import { ProblemError } from '../../shared/model/problem.ts'
import { cancel, cancelAll } from './ctys-cancel.ts'
import { create } from './ctys-create.ts'
import { inform, list } from './ctys-tell.ts'
import type { CtysTools } from './ctys-tools.ts'
import { EXIT, type ExitCode } from './output.ts'
import type { Tools } from './verbs.ts'

/** Makes the calls of one line, one after the other; the first that does not work ends it. */
export async function ctys(tools: Tools, { calls, dry }: CtysLine, words: readonly string[]): Promise<ExitCode> {
  const holders = await holdersOf(tools.line.composer)
  for (const call of calls) {
    call.idle.forEach((idle) => void tools.output.aside(`Changes nothing here: ${idle}.`))
    const code = await make(call, { ...tools, dry, words, holders })
    if (code !== EXIT.done) return code
  }
  return EXIT.done
}

function make(call: CtysCall, tools: CtysTools): Promise<ExitCode> {
  const { action } = call
  switch (action.verb) {
    case 'create':
      return create(call, action, meantBy(call, tools), tools)
    case 'cancel':
      return action.all ? cancelAll(call, action, tools) : cancel(action, meantBy(call, tools), tools)
    case 'list':
    case 'enumerate':
      return list(call, action.verb, tools)
    case 'show':
    case 'info':
      return action.machine || call.target ? inform(meantBy(call, tools), tools) : list(call, 'list', tools)
  }
}

/** Throws `ctys.syntax`, pointing at the word that names nothing, or too much. */
function meantBy(call: CtysCall, { holders, words }: CtysTools): Meant {
  const finding = findMeant(call, holders)
  if ('found' in finding) return finding.found
  throw new ProblemError({ ...notUnderstood(words, call.said, finding.missing), code: 'ctys.unknown', title: 'This names no one thing' })
}

async function holdersOf(composer: Composer): Promise<Held[]> {
  const { entries } = await composer['document.read']({})
  const byId = new Map(entries.map((entry): [string, Entry] => [entry.id, entry]))
  return entries.flatMap((entry) => (entry.type === 'workspace' ? [{ workspace: entry, members: membersOf(entry, byId).members }] : []))
}
