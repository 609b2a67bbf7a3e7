import { afterEach, beforeEach, expect, test } from 'vitest'
import type { MachinePlugin } from '../../shared/plugin/plugin.ts'
import type { Shell } from '../../shared/plugin/shell.ts'
import { targetOf } from '../real/context.ts'
import { qemu as plugin } from './index.ts'
import { placeOf } from './place.ts'
import { bare, openLab, powered, until, type Lab } from './real/lab.ts'

const qemu = plugin as MachinePlugin<unknown>
let lab: Lab
beforeEach(async () => {
  lab = await openLab()
})
afterEach(() => lab[Symbol.asyncDispose]())

async function watched(name: string) {
  const { target, context } = await powered(lab, name)
  const over = new AbortController()
  let changes = 0
  let ended = false
  const watching = await qemu.watch!({ ...context, signal: over.signal }, target, () => void changes++)
  void watching.ended.then(() => (ended = true))
  return { target, context, over, watching, changes: () => changes, ended: () => ended }
}

test('a machine that is frozen and let on must tell it by itself', async () => {
  const { target, context, changes, ended } = await watched('told')
  await qemu.acts.suspend!(context, target)
  await expect.poll(changes, { timeout: 10_000 }).toBe(1)
  await qemu.acts.resume!(context, target)
  await expect.poll(changes, { timeout: 10_000 }).toBe(2)
  expect(ended()).toBe(false)
})

test('a machine that is killed must tell it by falling silent, and nobody need look', async () => {
  const { target, context, changes, watching } = await watched('shot')
  const [pid] = await lab.pids()
  process.kill(pid!, 'SIGKILL')
  await watching.ended
  expect(changes()).toBe(1)
  expect((await qemu.observe(context, target)).condition).toBe('off')
})

test('whoever has heard enough must leave the machine and its channel as they were', async () => {
  const { target, context, over, watching, changes } = await watched('left')
  over.abort(new Error('enough'))
  await watching.ended
  expect(changes()).toBe(0)
  const again = await qemu.watch!(context, target, () => undefined)
  expect((await qemu.observe(context, target)).condition).toBe('on')
  await qemu.stops.off!(context, target)
  await again.ended
  await until(context, target, 'off')
})

test('while it is listened to, all must be asked over the same conversation', async () => {
  const connects: string[] = []
  const shell: Shell = {
    ...lab.shell,
    connect(to, signal) {
      if ('path' in to) connects.push(to.path)
      return lab.shell.connect(to, signal)
    },
  }
  const target = targetOf('machine:kept', bare)
  const context = { ...lab.context(), shell }
  const { events, monitors } = placeOf(shell.scratch, target.id)
  await qemu.acts.start!(context, target)
  connects.length = 0
  const over = new AbortController()
  const { ended } = await qemu.watch!({ ...context, signal: over.signal }, target, () => undefined)
  for (let look = 0; look < 5; look++) expect((await qemu.observe(context, target)).condition).toBe('on')
  expect(connects).toEqual([events])
  over.abort(new Error('enough'))
  await ended
  expect((await qemu.observe(context, target)).condition).toBe('on')
  expect(connects).toEqual([events, monitors[0]])
})

test('a second listener must be refused, since QEMU greets one at a time', async () => {
  const { target, context } = await watched('held')
  const refused = await qemu.watch!({ ...context }, target, () => undefined).catch((cause: unknown) => cause)
  expect(refused).toMatchObject({ problem: { code: 'qemu.silent' } })
})

test('a machine that is off must refuse to be listened to, with words', async () => {
  const refused = await qemu.watch!(lab.context(), targetOf('machine:off', bare), () => undefined).catch((cause: unknown) => cause)
  expect(refused).toMatchObject({ problem: { code: 'qemu.mute', about: 'machine:off' } })
})
