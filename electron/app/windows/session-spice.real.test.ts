import { afterAll, beforeAll, expect, test } from 'vitest'
import { ewmh } from '../../../plugins/ewmh/index.ts'
import { qemu } from '../../../plugins/qemu/index.ts'
import { spice } from '../../../plugins/spice/index.ts'
import { vnc } from '../../../plugins/vnc/index.ts'
import { Machine } from '../../../shared/model/machine.ts'
import { Service } from '../../../shared/model/service.ts'
import { Workspace } from '../../../shared/model/workspace.ts'
import { endMachinesBelow } from '../../sessions/testing/left.ts'
import { startDisplay, type TestDisplay } from '../../sessions/testing/xvfb.ts'
import { testEngine } from '../testing/engine.ts'
import { sessionOf } from '../testing/session-document.ts'

let display: TestDisplay
beforeAll(async () => {
  display = await startDisplay(true)
  Object.assign(process.env, { DISPLAY: display.env['DISPLAY'], XAUTHORITY: display.env['XAUTHORITY'] })
  delete process.env['WAYLAND_DISPLAY']
})
afterAll(async () => {
  await display[Symbol.asyncDispose]()
})

/** A machine of firmware only with such a screen, and a session on it that opens with the start. */
function drawn(screen: 'spice' | 'vnc', options: Record<string, unknown>) {
  const machine = Machine.parse({
    type: 'machine',
    id: 'machine:box',
    label: 'box',
    plugin: 'qemu',
    options: { memoryMib: 16, acceleration: 'emulated', network: { kind: 'none' }, display: screen },
  })
  const component = {
    id: 'component:box',
    name: 'box',
    is: { machine: machine.id },
    sessions: [{ id: sessionOf(screen), name: `${screen} of box`, plugin: screen, options }],
  }
  const service = Service.parse({ type: 'service', id: 'service:lab', name: 'lab', components: [component] })
  const windows = { [sessionOf(screen)]: { x: 200, y: 150, width: 820, height: 600 } }
  const workspace = Workspace.parse({ type: 'workspace', id: 'workspace:lab', name: 'lab', services: [service.id], layouts: [{ windows }] })
  return Object.fromEntries([machine, service, workspace].map((each) => [each.id, [null, each] as [null, typeof each]]))
}

for (const [screen, options, title] of [
  ['spice', {}, /spice of box/],
  ['vnc', { viewer: 'native' }, /TigerVNC/],
] as const) {
  test(`the ${screen} screen of a machine must open with its start in a native viewer, and close with its stop`, async () => {
    const engine = await testEngine({ plugins: [qemu, spice, vnc], desktops: [ewmh] })
    try {
      await engine.composer['document.edit']({ edit: drawn(screen, options) })
      expect(await engine.run('workspace:lab', 'up')).toMatchObject({ verdict: 'done' })
      expect((await engine.composer['machines.seen']({})).open).toEqual([sessionOf(screen)])
      expect(display.titles().filter((each) => title.test(each))).not.toEqual([])
      expect(await engine.run('workspace:lab', 'down')).toMatchObject({ verdict: 'done' })
      expect(display.titles().filter((each) => title.test(each))).toEqual([])
    } finally {
      await endMachinesBelow(engine.data)
    }
  })
}
