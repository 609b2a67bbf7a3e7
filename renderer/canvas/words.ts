import type { PluginCard } from '../../shared/contract/card.ts'
import { defaultsOf } from '../../shared/logic/add.ts'
import type { Machine, Options } from '../../shared/model/machine.ts'
import type { ReadinessProbe } from '../../shared/model/probe.ts'
import { took } from '../ui/time.ts'

/** Why nothing may be changed while it runs, and what to do about it. */
export const LOCKED = 'The structure is locked while it runs.'
export const UNLOCK = `${LOCKED} Unlock it in the toolbar.`

/** A probe's name in the inspector: `SSH banner`. */
export function probeTitle(probe: ReadinessProbe): string {
  switch (probe.kind) {
    case 'ssh-banner':
      return 'SSH banner'
    case 'ssh-login':
      return 'SSH login'
    case 'tcp-answer':
      return 'TCP answer'
    case 'http':
      return `HTTP status ${probe.status}`
    case 'command':
      return 'Command inside'
    case 'guest-agent':
      return 'Guest agent'
    case 'console':
      return 'Console text'
    case 'delay':
      return 'Plain delay'
  }
}

/** What exactly is asked, and how often: `port 22, every 0.5 s`. */
export function probeDetail(probe: ReadinessProbe): string {
  switch (probe.kind) {
    case 'ssh-banner':
    case 'tcp-answer':
      return `port ${probe.port}, every ${took(probe.intervalMs)}`
    case 'ssh-login':
      return `through its login, every ${took(probe.intervalMs)}`
    case 'http':
      return `:${probe.port}${probe.path}${probe.body === null ? '' : `, “${probe.body}” in it`}`
    case 'command':
      return [probe.command, ...probe.args].join(' ')
    case 'guest-agent':
      return `asked every ${took(probe.intervalMs)}`
    case 'console':
      return `“${probe.text}”, every ${took(probe.intervalMs)}`
    case 'delay':
      return took(probe.ms)
  }
}

/** All probes in one line of a node: `ready when SSH banner, :8080/shows is 200`. */
export function readyLine(probes: readonly ReadinessProbe[]): string {
  if (probes.length === 0) return 'ready when it is powered'
  return `ready when ${probes.map(short).join(', ')}`
}
function short(probe: ReadinessProbe): string {
  switch (probe.kind) {
    case 'http':
      return `:${probe.port}${probe.path} is ${probe.status}`
    case 'tcp-answer':
      return `port ${probe.port} answers`
    case 'command':
      return `${probe.command} succeeds`
    case 'guest-agent':
      return 'its agent answers'
    case 'console':
      return `“${probe.text}” is printed`
    case 'delay':
      return `${took(probe.ms)} have passed`
    case 'ssh-banner':
      return 'SSH banner answers'
    case 'ssh-login':
      return 'SSH lets in'
  }
}

/** What a machine is, in a few words: `QEMU machine, 2 GiB, 2 CPUs`. */
export function factsOf(machine: Machine | undefined, card: PluginCard | undefined): string {
  if (!machine) return 'not in the inventory'
  const options = { ...(card && defaultsOf(card)), ...machine.options }
  const memory = memoryIn(options)
  const cpus = numberOf(options, 'cpus') ?? numberOf(options, 'vcpus')
  const facts = [card?.title ?? machine.plugin]
  if (memory !== null) facts.push(memory % 1024 === 0 ? `${memory / 1024} GiB` : `${memory} MiB`)
  if (cpus !== null) facts.push(cpus === 1 ? '1 CPU' : `${cpus} CPUs`)
  return facts.join(', ')
}
/** The same where room is short: `QEMU, 2 GiB, 2 CPUs`. */
export const briefly = (facts: string): string => facts.replace(/ machine(?=,|$)/, '')

/** The memory a machine has, in MiB; null when its settings do not say. */
export function memoryOf(machine: Machine | undefined, cards: readonly PluginCard[]): number | null {
  const card = machine && cards.find(({ id }) => id === machine.plugin)
  return machine ? memoryIn({ ...(card && defaultsOf(card)), ...machine.options }) : null
}
const memoryIn = (options: Options): number | null => numberOf(options, 'memoryMib') ?? numberOf(options, 'memoryMiB')
function numberOf(options: Options, key: string): number | null {
  const value = options[key]
  return typeof value === 'number' ? value : null
}

/** Time that goes on, in whole seconds so that it does not flicker: `9 s`. */
export const elapsed = (ms: number): string => (ms < 60_000 ? `${Math.floor(ms / 1000)} s` : took(ms))
