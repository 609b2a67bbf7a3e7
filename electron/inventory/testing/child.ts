import { writeSync } from 'node:fs'
import { setTimeout as rest } from 'node:timers/promises'
import { ProblemError } from '../../../shared/model/problem.ts'
import { openInventory } from '../open.ts'
import { add, machine } from './samples.ts'

// Another process that owns an inventory, for the tests: `node child.ts hold|edit <path>`. Each line it says has come true when it is said.

const [, , verb, path = ''] = process.argv
const say = (line: string) => writeSync(1, `${line}\n`)
const big = 'x'.repeat(2_000)

try {
  using inventory = openInventory(path, (problem) => say(`told ${problem.code}`))
  say('open')
  if (verb === 'hold') await rest(60_000)
  for (let count = inventory.revision() + 1; verb === 'edit'; count += 1) {
    inventory.edit(add(machine(`m${count}`, { options: { big } })))
    say(`edited ${count}`)
  }
} catch (cause) {
  if (!(cause instanceof ProblemError)) throw cause
  say(`problem ${cause.problem.code}`)
}
