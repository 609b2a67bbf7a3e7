import { parseCtys } from '../../shared/logic/ctys/line.ts'
import { TYPES } from '../../shared/logic/ctys/words.ts'
import { ctys } from './ctys.ts'
import { EXIT, type ExitCode } from './output.ts'
import type { ProgramWish } from './program-wish.ts'

/** The words of a call of the original, and the data folder that is named before or within them. */
export interface CtysWords {
  readonly data: string | undefined
  readonly words: readonly string[]
}

/** What follows the verb `ctys`; null where another verb is said. The original's letters are not those of our own verbs. */
export function ctysWords(all: readonly string[]): CtysWords | null {
  const words: string[] = []
  let data: string | undefined
  let begun = false
  for (let index = 0; index < all.length; index++) {
    const word = all[index] ?? ''
    if (word === '--data') data = all[++index]
    else if (word.startsWith('--data=')) data = word.slice('--data='.length)
    else if (begun || word === '--json') words.push(word)
    else if (word === 'ctys') begun = true
    else return null
  }
  return begun ? { data, words } : null
}

/** Reads the call before an engine is asked for anything: a word that is not understood starts nothing. */
export async function runCtys({ output, print, run }: ProgramWish, { data, words }: CtysWords): Promise<ExitCode> {
  const parsed = parseCtys(words)
  if ('problem' in parsed) {
    output.problem(parsed.problem)
    return EXIT.misused
  }
  if (!parsed.help) return run(data, (tools) => ctys(tools, parsed, words))
  print(USAGE)
  return EXIT.done
}

const USAGE = `Usage: ctys [-t TYPE] -a ACTION[=address,...] [-g WxH+X+Y:screen:layout] [-W desktop] [-n] [--json] [target ...]

Calls as those of ctys, made to the app that runs. The type may be left out where the inventory knows it.

  -t TYPE      ${[...TYPES.keys()].join(', ')}
  -a ACTION    create=ADDRESS[,connect|reuse|reconnect|resume][,CONSOLE:type]
               cancel=ADDRESS|ALL[,CLIENT|BOTH][,POWEROFF|RESET|SUSPEND][,STACK|FORCE]
               list, enumerate, show, info
  ADDRESS      any of l:label i:id p:path u:uuid m:mac t:tcp f:file b:base, with commas between
  -g PLACE     800x600+0+40:left    px; characters for a terminal; -0 is the right or lower edge, 50% a share
               :left                all of that screen; a name, a number, or A10 for column 1, row 0 of the wall
  -W DESKTOP   the virtual desktop, by number or name
  -L LOCALITY  SERVERONLY starts it without a window; else the session's own setting counts
  -n           only say what would be done
  target       host, user@host, host[vm][vm in vm]; with options of its own: 'host(-g :left)'

A window that is open is only moved; reconnect ends it first. What a window cannot take is said.
Exit codes: 0 done, 1 failed, 2 not understood, 130 cancelled.

Examples:
  ctys -t VNC -a create=l:myApp,reconnect -g 800x600+30+100 host
  ctys -n -a create=connect -g 50%x100%-0+0:A10 'pm1[xen1][gis]'
  ctys -a cancel=l:gis,suspend
`
