import { expect, test } from 'vitest'
import { parseCtys } from './line.ts'
import type { CtysLine } from './call.ts'

const words = (line: string) => line.match(/'[^']*'|\S+/g)?.map((word) => word.replace(/^'|'$/g, '')) ?? []
const read = (line: string): CtysLine => {
  const parsed = parseCtys(words(line))
  if ('problem' in parsed) throw new Error(`${parsed.problem.message}\n${parsed.problem.detail}`)
  return parsed
}
const call = (line: string) => read(line).calls[0]
const refused = (line: string) => {
  const parsed = parseCtys(words(line))
  return 'problem' in parsed ? `${parsed.problem.message}\n${parsed.problem.detail}` : parsed
}

test("the whitepaper's three calls must be understood", () => {
  for (const type of ['VNC', 'QEMU', 'RDP', 'X11'])
    for (const i of [10, 20, 30]) {
      expect(call(`-t ${type} -a create=l:myApp,reconnect -g ${i}x100+${i}+100 host`)).toMatchObject({
        type,
        action: { verb: 'create', machine: { label: 'myApp' }, attach: 'reconnect', console: null },
        geometry: { text: `${i}x100+${i}+100` },
        target: { levels: [{ label: 'host' }] },
        idle: [],
      })
    }
})

test('all the ways of the original to name what is meant must be understood', () => {
  expect(call("-a 'create=p:/vm/q3/q3.ctys,u:123e4567-e89b-42d3-a456-426614174000' root@host1[l:domU1]:22")).toMatchObject({
    type: null,
    action: { machine: { id: '/vm/q3/q3.ctys', uuid: '123e4567-e89b-42d3-a456-426614174000' }, attach: 'reuse' },
    target: { user: 'root', port: 22, levels: [{ label: 'host1' }, { label: 'domU1' }] },
  })
  expect(call('-a create=connect host1[l:domU1][m:52:54:00:12:34:56]')).toMatchObject({ action: { machine: null, attach: 'connect' } })
  expect(call("-tvnc -a create=L:'my_app',RECONNECT,resume,console:none -W 2 -L SO host")).toMatchObject({
    type: 'VNC',
    action: { attach: 'resume', console: 'NONE' },
    desktop: 2,
    locality: 'server',
  })
  expect(call('-a CANCEL=l:x,poweroff:20,force -W admin -- host')).toMatchObject({
    action: { verb: 'cancel', machine: { label: 'x' }, how: 'down', half: 'both', stack: false },
    desktop: 'admin',
  })
  expect(call('-a list')).toMatchObject({ action: { verb: 'list', machine: null }, target: null })
})

test('options in brackets are for their target alone', () => {
  const { calls, dry } = read("-n -g :left -a create=l:a 'one(-g :right -t vnc)' two")
  expect(dry).toBe(true)
  expect(calls.map(({ geometry, type, target }) => [geometry?.text, type, target?.levels[0]?.label])).toEqual([
    [':right', 'VNC', 'one'],
    [':left', null, 'two'],
  ])
})

test('what changes nothing here is read, and said', () => {
  expect(call('-b 1,2 -c local -Y -a create=l:a,reuse,PING:20%2,WAITC:3 host')?.idle).toEqual([
    '-b 1,2: calls are made one after the other',
    '-c local: the inventory is always looked up',
    '-Y: the agent is used as the login of the machine says',
    'PING:20%2: the probes and times of the machine decide',
    'WAITC:3: the probes and times of the machine decide',
  ])
})

test('no words at all, or a call for help, is no misreading', () => {
  for (const line of ['', '--help', '-h', '-t VNC --help']) expect(read(line)).toMatchObject({ calls: [], help: true })
})

test('what cannot be understood is pointed at', () => {
  expect(
    [
      '-t VNX -a list',
      '-a creat=l:a host',
      '-a create=l:a,reconect host',
      '-a create=l:a,u:123 host',
      '-a create=q:a host',
      '-a create=l:a -g 800y600 host',
      '-a create=l:a -g',
      '-a create=l:a host[',
      "-a create=l:a 'host(-g 80x)'",
      "-a create=l:a 'host(-g :left'",
      '-a create=reuse',
      '-t VNC',
      '-q -a list',
      '-L XX -a list',
      'VMSTACK{a}',
      'macro:x',
      "'-acreate=l:my app' -g :x:@ h",
    ].map(refused),
  ).toMatchInlineSnapshot(`
    [
      "Expected a type: CLI, X11, VNC, RDP, SPICE, QEMU, KVM, XEN, VBOX, VMW, PM, SIM.
    ctys -t VNX -a list
            ^",
      "Expected an action: create, cancel, list, enumerate, show, info.
    ctys -a creat=l:a host
            ^",
      "Expected what is meant, such as l:myApp, or one of connect, reuse, reconnect, resume or CONSOLE:.
    ctys -a create=l:a,reconect host
                       ^",
      "uuid: Invalid UUID.
    ctys -a create=l:a,u:123 host
                       ^",
      "Expected what is meant, such as l:myApp, or one of connect, reuse, reconnect, resume or CONSOLE:.
    ctys -a create=q:a host
                   ^",
      "Expected x and the height, as in 800x600.
    ctys -a create=l:a -g 800y600 host
                             ^",
      "Expected a word after -g.
    ctys -a create=l:a -g
                         ^",
      "A level needs a name.
    ctys -a create=l:a host[
                            ^",
      "Expected the height: a number, such as 600, 50% or 80c.
    ctys -a create=l:a 'host(-g 80x)'
                                   ^",
      "Expected ) at the end of the options of this target.
    ctys -a create=l:a 'host(-g :left'
                                     ^",
      "Expected what is meant: =l:myApp in the action, or a machine at the end.
    ctys -a create=reuse
                        ^",
      "Expected an action, such as -a create=l:myApp or -a list.
    ctys -t VNC
                ^",
      "There is no option -q. There are -t, -a, -g, -W, -L, -n and --json.
    ctys -q -a list
         ^",
      "Expected a locality: CONNECTIONFORWARDING, CF, DISPLAYFORWARDING, DF, SERVERONLY, SO, LOCALONLY, LO.
    ctys -L XX -a list
            ^",
      "A stack is drawn as a service here: servicecomposer launch starts it, from the bottom up.
    ctys 'VMSTACK{a}'
          ^",
      "There are no macros here.
    ctys macro:x
         ^",
      "Expected the name of a desktop after @.
    ctys '-acreate=l:my app' -g :x:@ h
                                    ^",
    ]
  `)
})
