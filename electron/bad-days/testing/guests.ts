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
