import type { Appliance } from '../../../plugins/qemu/real/lab.ts'

/** Five machines of firmware only, which come up in a moment and hear no power button, in a tree of `after`. */
export const firmwareTree = (): string => `format: servicecomposer
version: 1
machines:
${['base', 'left', 'right', 'top', 'apart'].map((name) => `  ${name}: {plugin: qemu, options: ${tiny}}`).join('\n')}
services:
  lab:
    components:
      base: {${brief}}
      left: {after: [base], ${brief}}
      right: {after: [{base: started}], ${brief}}
      top: {after: [left, right], ${brief}}
      apart: {${brief}}
workspaces:
  lab: {name: Lab, services: [lab]}
`
const tiny = '{memoryMib: 32, display: none, acceleration: emulated, network: {kind: none}}'
const brief = 'ready: [{kind: delay, ms: 200}], stop: {askMs: 300, againMs: 100}'

/** One that boots a small Linux, is logged into and hears the power button, and one of firmware after it. */
export const bootingPair = ({ kernel, initrd, key, knownHosts }: Appliance, port: number): string => `format: servicecomposer
version: 1
machines:
  linux:
    plugin: qemu
    login: {user: root, keys: [${key}], knownHosts: ${knownHosts}}
    options:
      memoryMib: 128
      display: none
      kernel: ${kernel}
      initrd: ${initrd}
      append: console=ttyS0 quiet panic=-1
      network: {kind: user, restrict: true, forwards: [{hostPort: ${port}, guestPort: 22}]}
  bare: {plugin: qemu, options: ${tiny}}
services:
  lab:
    components:
      linux: {ready: [{kind: ssh-login}]}
      bare: {after: [linux], ${brief}}
workspaces:
  lab: {name: Lab, services: [lab]}
`
