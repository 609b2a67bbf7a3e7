import { ProblemError } from '../../shared/model/problem.ts'
import type { Target } from '../../shared/plugin/plugin.ts'
import type { QemuOptions } from './options.ts'
import { lastLines, type Refusal } from './parse.ts'

type Machine = Pick<Target<QemuOptions>, 'id' | 'name' | 'options'>

const problem = ({ id }: Machine, code: string, title: string, message: string, hint: string, detail?: string) =>
  new ProblemError({ code, severity: 'error', title, message, hint, about: id, ...(detail && { detail }) })

/** Which package brings the emulator, where one is known. */
export const packageHint = (program: string): string => {
  const known: Readonly<Record<string, string>> = { 'qemu-system-x86_64': 'qemu-system-x86', 'qemu-system-aarch64': 'qemu-system-arm' }
  const name = known[program]
  return name ? `Install it there: apt-get install ${name} (Debian, Ubuntu), or the package qemu of your system.` : 'Install QEMU there.'
}

export const absent = (machine: Machine, where: string) =>
  problem(
    machine,
    'qemu.absent',
    `${machine.name} cannot start: QEMU is not installed`,
    `There is no program ${machine.options.program} on ${where}.`,
    packageHint(machine.options.program),
  )

export const fileMissing = (machine: Machine, option: string, path: string, where: string) =>
  problem(
    machine,
    'qemu.file-missing',
    `${machine.name} cannot start: a file is missing`,
    `There is no file ${path} on ${where}; the setting "${option}" of ${machine.name} names it.`,
    'Correct the setting, or put the file there.',
    option,
  )

export const stillThere = (machine: Machine) =>
  problem(
    machine,
    'qemu.still-there',
    `${machine.name} could not be ended`,
    'QEMU neither obeyed nor could its process be found for certain, so nothing was killed.',
    'Look for its process on the machine that carries it, and end it there.',
  )

/** What QEMU said when it did not start, for people. */
export function refused(machine: Machine, refusal: Exclude<Refusal, { why: 'running' }>, stderr: string): ProblemError {
  const title = `${machine.name} cannot start`
  const said = lastLines(stderr)
  switch (refusal.why) {
    case 'port-used':
      return problem(
        machine,
        'qemu.port-used',
        `${title}: port ${refusal.at} is in use`,
        `QEMU could not listen on ${refusal.at}, where ${machine.name} is to be reached: somebody else does, or this user may not.`,
        'End the other program, or choose another port outside in the network settings of this machine.',
        said,
      )
    case 'disk-locked':
      return problem(
        machine,
        'qemu.disk-locked',
        `${title}: its disk is in use`,
        `Another process holds ${refusal.file}; two writers would destroy it.`,
        'Stop the other machine that uses this image, or make the disk read only or throw its writes away.',
        said,
      )
    case 'no-memory':
      return problem(
        machine,
        'qemu.no-memory',
        `${title}: there is not enough memory`,
        `QEMU was refused the ${machine.options.memoryMib} MiB of this machine.`,
        'Give it less memory, or stop something else.',
        said,
      )
    case 'other':
      return problem(
        machine,
        'qemu.refused',
        `${title}: QEMU refused`,
        said || 'QEMU ended without saying why.',
        'The lines are those of QEMU; look at the settings they name.',
        stderr.trim(),
      )
  }
}
