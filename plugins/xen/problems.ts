import { ProblemError, type Problem } from '../../shared/model/problem.ts'
import type { Target } from '../../shared/plugin/plugin.ts'
import type { XenOptions } from './options.ts'
import { firstLines } from './parse.ts'
import type { Refusal } from './refusal.ts'

type Guest = Pick<Target<XenOptions>, 'id' | 'name' | 'options'>

const problem = ({ id }: Guest, code: string, title: string, message: string, hint: string, detail?: string) =>
  new ProblemError({ code, severity: 'error', title, message, hint, about: id, ...(detail && { detail }) })

/** What is wrong with a place that should be a Xen host. */
export function placeProblem(why: 'absent' | 'no-host' | 'no-permission' | 'other', where: string, said: string): Problem {
  const severity = 'error' as const
  switch (why) {
    case 'absent':
      return {
        code: 'xen.absent',
        severity,
        title: 'Xen is not installed',
        message: `There is no program xl on ${where}.`,
        hint: 'Install it there and boot with it: apt-get install xen-system-amd64 (Debian, Ubuntu), or the package xen of your system.',
      }
    case 'no-host':
      return {
        code: 'xen.no-host',
        severity,
        title: `${where} is no Xen host`,
        message: `Xen's tools are installed on ${where}, but its kernel does not run on Xen.`,
        hint: 'Choose the entry with Xen in its boot menu. On a guest of Xen, no further guests can be started.',
        detail: said,
      }
    case 'no-permission':
      return {
        code: 'xen.no-permission',
        severity,
        title: `Xen on ${where} obeys only root`,
        message: 'The user who is logged in may not speak to the hypervisor.',
        hint: 'Log in as root, or allow xl by sudo without a password and set "With sudo" in the settings of the guest.',
        detail: said,
      }
    case 'other':
      return {
        code: 'xen.refused',
        severity,
        title: `Xen on ${where} does not answer`,
        message: said || 'xl ended without saying why.',
        hint: 'Look whether xenstored and xenconsoled run there, and what "xl info" says.',
      }
  }
}

export const absent = ({ id }: Guest, where: string) => new ProblemError({ ...placeProblem('absent', where, ''), about: id })

export const fileMissing = (guest: Guest, option: string, path: string, where: string) =>
  problem(
    guest,
    'xen.file-missing',
    `${guest.name} cannot start: a file is missing`,
    `There is no file ${path} on ${where} that could be read; the setting "${option}" of ${guest.name} names it.`,
    'Correct the setting, or put the file there.',
    option,
  )

export const nothingToBoot = (guest: Guest) =>
  problem(
    guest,
    'xen.nothing-to-boot',
    `${guest.name} cannot start: there is nothing to boot`,
    `A guest of type ${guest.options.type} has no firmware that would look for a system on its disks.`,
    'Name a kernel, or a boot loader such as pygrub, or a config file of xl; or make it a guest of type hvm.',
  )

export const otherName = (guest: Guest, file: string, says: string, looked: string) =>
  problem(
    guest,
    'xen.other-name',
    `${guest.name} cannot start: its config file is that of another domain`,
    `${file} describes the domain ${says}, but ${guest.name} is looked for as ${looked}, and would not be found once it runs.`,
    `Set "Domain" to ${says}, or choose another config file.`,
  )

export const nobodyListens = (guest: Guest) =>
  problem(
    guest,
    'xen.crashed',
    `${guest.name} cannot be asked to go down`,
    'Its kernel has crashed; Xen keeps it to be looked into, and nobody in it listens any more.',
    'Look at its console, then power it off.',
  )

export const notSaved = (guest: Guest, refusal: Refusal, stderr: string) =>
  refusal.why === 'disk-full'
    ? problem(
        guest,
        'xen.disk-full',
        `${guest.name} could not be saved: the disk is full`,
        `Its ${guest.options.memoryMib} MiB of memory do not fit into the work folder of its host. It runs on.`,
        'Make room there, or stop it instead.',
        firstLines(stderr),
      )
    : problem(
        guest,
        'xen.not-saved',
        `${guest.name} could not be saved`,
        refusal.why === 'deaf'
          ? 'The guest did not put itself to sleep when it was asked to: it is still booting, hangs, or does not know how. It runs on.'
          : firstLines(stderr) || 'It has gone down, and there is nothing to save.',
        'Wait until it is ready and try again, or stop it instead.',
        stderr.trim(),
      )

export const notRestored = (guest: Guest, file: string, refusal: Refusal, stderr: string) =>
  refusal.why === 'no-memory' || refusal.why === 'hotplug' || refusal.why === 'no-permission' || refusal.why === 'no-host'
    ? refused(guest, refusal, stderr, 'its host')
    : problem(
        guest,
        'xen.not-restored',
        `${guest.name} cannot go on from its saved state`,
        `Xen could not read ${file}: ${firstLines(stderr, 1) || 'it did not say why'}.`,
        `To start it afresh, remove ${file} on its host.`,
        stderr.trim(),
      )

/** What xl said when it refused, for people. */
export function refused(guest: Guest, refusal: Refusal, stderr: string, where: string): ProblemError {
  const title = `${guest.name} cannot start`
  const said = firstLines(stderr)
  switch (refusal.why) {
    case 'no-host':
    case 'no-permission':
      return new ProblemError({ ...placeProblem(refusal.why, where, said), about: guest.id })
    case 'no-memory':
      return problem(
        guest,
        'xen.no-memory',
        `${title}: there is not enough memory`,
        `Xen on ${where} has no ${guest.options.memoryMib} MiB left for it.`,
        'Give it less memory, or stop another guest; "xl info" tells what is free.',
        said,
      )
    case 'no-hvm':
      return problem(
        guest,
        'xen.no-hvm',
        `${title}: the processor of ${where} does not help`,
        `Guests of type ${guest.options.type} need a processor with AMD-V or VT-x, and Xen found none.`,
        'Switch it on in the firmware (or in the settings of the machine that carries the Xen host), or make it a guest of type pv.',
        said,
      )
    case 'file-missing':
      return fileMissing(guest, 'Kernel, disks or config file', refusal.path, where)
    case 'hotplug':
      return problem(
        guest,
        'xen.hotplug',
        `${title}: its ${refusal.device === 'vif' ? 'network card' : 'disk'} could not be plugged in`,
        `The script for it on ${where} failed: ${refusal.said}.`,
        refusal.device === 'vif' ? 'Look whether the bridge of its network card is there ("ip link").' : 'Look whether the disk is in use.',
        said,
      )
    case 'config-broken':
      return problem(guest, 'xen.config-broken', `${title}: its config file cannot be read`, said, 'Correct the file where it says so.')
    default:
      return problem(
        guest,
        'xen.refused',
        `Xen refused what was asked about ${guest.name}`,
        said || 'xl ended without saying why.',
        'The lines are those of xl; look at the settings they name, and into /var/log/xen on the host.',
        stderr.trim(),
      )
  }
}
