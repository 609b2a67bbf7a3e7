import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openInventory } from './open.ts'
import { add, machine, problemOf } from './testing/samples.ts'

let folder = ''
let path = ''
const children = new Set<ChildProcess>()
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'owner-'))
  path = join(folder, 'inventory.sqlite')
})
afterEach(async () => {
  await Promise.all([...children].map(kill))
  rmSync(folder, { recursive: true })
})

const script = join(import.meta.dirname, 'testing', 'child.ts')

/** A real process that owns the inventory; `until` resolves with all lines so far when one of them matches, or when it has ended. */
function start(verb: 'hold' | 'edit', wrap: readonly string[] = []) {
  const [command = process.execPath, ...args] = [...wrap, process.execPath, script, verb, path]
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  children.add(child)
  const ended = once(child, 'close')
  const lines: string[] = []
  const waiting = new Set<() => void>()
  createInterface({ input: child.stdout }).on('line', (line) => {
    lines.push(line)
    for (const look of waiting) look()
  })
  const until = async (wanted: (line: string) => boolean) => {
    const { promise, resolve } = Promise.withResolvers<void>()
    const look = () => (lines.some(wanted) ? resolve() : undefined)
    waiting.add(look)
    look()
    await Promise.race([promise, ended])
    waiting.delete(look)
    return lines
  }
  return { child, until, ended, lines }
}

async function kill(child: ChildProcess): Promise<void> {
  children.delete(child)
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'close')
  child.kill('SIGKILL')
  await ended
}

test('a second process is told that the inventory is in use, and gets it as soon as the first is gone, however it went', async () => {
  const owner = start('hold')
  expect(await owner.until((line) => line === 'open')).toEqual(['open'])
  expect(problemOf(() => openInventory(path))).toMatchObject({ code: 'inventory.busy' })
  const second = start('hold')
  expect(await second.until((line) => line.startsWith('problem'))).toEqual(['problem inventory.busy'])
  await kill(owner.child)
  using inventory = openInventory(path)
  expect(inventory.edit(add(machine('mine')))).toBe(1)
})

test('killed in the middle of edits, nothing that was acknowledged is lost and nothing is half there', async () => {
  let acknowledged = 0
  for (const many of [1, 7, 40, 90]) {
    const target = acknowledged + many
    const { child, until, lines } = start('edit')
    await until((line) => line === `edited ${target}`)
    await kill(child)
    acknowledged = Number(lines.at(-1)?.split(' ')[1])
    expect(acknowledged).toBeGreaterThanOrEqual(target)
    const problems: unknown[] = []
    using inventory = openInventory(path, (problem) => problems.push(problem))
    const revision = inventory.revision()
    // The last edit may have been done but not said any more.
    expect([acknowledged, acknowledged + 1]).toContain(revision)
    expect(inventory.entries().map((entry) => entry.id)).toEqual(Array.from({ length: revision }, (_, index) => `machine:m${index + 1}`))
    expect(inventory.edits(1000)).toHaveLength(revision)
    expect(problems).toEqual([])
    acknowledged = revision
  }
  expect(readdirSync(folder)).toEqual(['inventory.sqlite'])
})

test('when there is no room, the edit is refused as a whole and all before it stays', async () => {
  // No file may grow over 512 kB: what a quota or a full disk does, without needing either.
  const { until, lines } = start('edit', ['bash', '-c', 'ulimit -f 512; exec "$@"', 'bash'])
  await until((line) => line.startsWith('problem'))
  expect(lines.at(-1)).toBe('problem inventory.full')
  const acknowledged = lines.filter((line) => line.startsWith('edited')).length
  expect(acknowledged).toBeGreaterThan(20)
  using inventory = openInventory(path)
  expect(inventory.revision()).toBe(acknowledged)
  expect(inventory.entries()).toHaveLength(acknowledged)
  expect(inventory.edit(add(machine('after')))).toBe(acknowledged + 1)
  expect(readdirSync(folder).filter((name) => name.includes('corrupt'))).toEqual([])
})

test('there is no room for even the first page: told as full, and no half file is taken for a damaged one later', async () => {
  const { until } = start('edit', ['bash', '-c', 'ulimit -f 4; exec "$@"', 'bash'])
  expect(await until((line) => line.startsWith('problem'))).toEqual(['problem inventory.full'])
  using inventory = openInventory(path)
  expect(inventory.entries()).toEqual([])
})

test('a folder that may not be written is told as unwritable', async () => {
  path = join(folder, 'theirs', 'inventory.sqlite')
  mkdirSync(join(folder, 'theirs'))
  chmodSync(join(folder, 'theirs'), 0o555)
  chmodSync(folder, 0o755)
  // Root may write everywhere as long as it has its powers, so there the child gives them up.
  const powerless = process.getuid?.() === 0 ? ['setpriv', '--bounding-set=-all', '--inh-caps=-all'] : []
  const { until } = start('edit', powerless)
  expect(await until((line) => line.startsWith('problem'))).toEqual(['problem inventory.unwritable'])
})
