import { mkdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { byteStream } from '../../electron/sessions/bytes.ts'
import { dial } from '../../electron/sessions/dial.ts'
import { quote } from '../../electron/sessions/quote.ts'
import { localScratch } from '../../electron/sessions/scratch.ts'
import { freePorts } from '../../electron/sessions/testing/process.ts'
import { argvOf } from '../../plugins/qemu/argv.ts'
import { QemuOptions } from '../../plugins/qemu/options.ts'
import { placeIn, placeOf } from '../../plugins/qemu/place.ts'
import { speakQmp } from '../../plugins/qemu/qmp.ts'
import { cacheFolder } from '../appliance/build.mjs'
import { keep } from '../appliance/keep.mjs'
import { withLock } from '../setup/lock.mjs'
import { stackEngine } from './engine.ts'
import { hostDisk } from './host-disk.mjs'
import { machineOf, treeText, type Boot, type Guest } from './tree.ts'

/** A document of machines that are running in less than a second, because the first of them goes on where another one was saved. */
export interface Restored {
  /** For `document.import`: a workspace of the same name. */
  readonly text: string
  readonly boot: Boot
}

/** The port of the carried guest, as seen from its carrier. */
const INNER_PORT = 2201
/** Stands for the port of the first machine, which is another one each time. */
const ANY = 1

/** A small guest `guest`, booted. */
export const restoredGuest = (): Promise<Restored> =>
  restored('guest', [{ name: 'guest', on: null, host: false, memoryMib: 96, port: ANY }])

/** A host `outer` that carries a guest `inner` with a screen, both booted. */
export const restoredStack = (): Promise<Restored> =>
  restored('stack', [
    { name: 'outer', on: null, host: true, memoryMib: 360, port: ANY },
    { name: 'inner', on: 'outer', host: false, memoryMib: 96, port: INNER_PORT, display: 'vnc' },
  ])

/** The saved state is made once, and again when anything it was made of has changed; it is kept in the cache. */
async function restored(name: string, guests: readonly [Guest, ...Guest[]]): Promise<Restored> {
  const boot = await hostDisk()
  const folder = cacheFolder(join('states', name))
  const state = join(folder, 'state')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const words = guests.map((guest) => JSON.stringify([shapeOf(guest, boot), guest.on]))
  const goesIn = { words, files: [boot.kernel, boot.initrd, boot.disk], folders: [] }
  await withLock(`state-${name}`, () => keep(folder, goesIn, () => make(name, guests, boot, state)))

  const [first, ...others] = guests
  const [port = 0] = await freePorts(1)
  const continued = { ...first, port, extraArgs: ['-incoming', `exec:${quote(['cat', state])}`] }
  return { text: treeText(name, [continued, ...others], boot), boot }
}

/** All that QEMU is told about a machine: a state fits only into a machine of the same shape. */
const shapeOf = (guest: Guest, boot: Boot) =>
  argvOf({
    name: guest.name,
    uuid: '',
    options: QemuOptions.parse(machineOf(guest, boot).options),
    place: placeIn('/place'),
    accelerator: 'tcg',
    locator: {},
  })

/** Boots them the ordinary way, and saves the first with all that it carries. */
async function make(name: string, [first, ...others]: readonly [Guest, ...Guest[]], boot: Boot, state: string): Promise<void> {
  await using engine = await stackEngine({ startMs: BOOT_MS })
  const [port = 0] = await freePorts(1)
  const workspace = await engine.take(treeText(name, [{ ...first, port }, ...others], boot))
  const { verdict, steps } = await engine.run(workspace, 'up')
  if (verdict !== 'done') throw new Error(`${name} could not be booted: ${JSON.stringify(steps)}`)
  await engine.end()

  const beside = `${state}.${process.pid}.new`
  try {
    await save(placeOf(localScratch({ SERVICECOMPOSER_SCRATCH: engine.home }), `machine:${first.name}`).monitors[0], beside)
    await rename(beside, state)
  } finally {
    await rm(beside, { force: true })
  }
}

const BOOT_MS = 5 * 60_000
const SAVE_MS = 2 * 60_000
const FAST = 10 * 2 ** 30

/** The machine runs on until all is written, so that it runs again as soon as all is read. */
async function save(monitor: string, path: string): Promise<void> {
  const signal = AbortSignal.timeout(SAVE_MS)
  const qmp = await speakQmp(byteStream(await dial({ path: monitor }, signal)), signal, { greetingMs: 10_000, answerMs: 30_000 })
  try {
    await qmp.ask('migrate-set-parameters', { 'max-bandwidth': FAST, 'downtime-limit': 60_000 })
    await qmp.ask('migrate', { uri: `exec:umask 077; cat >${quote([path])}` })
    for (;;) {
      const told = JSON.stringify(await qmp.ask('query-migrate'))
      if (told.includes('"status":"completed"')) break
      if (told.includes('"status":"failed"')) throw new Error(`the state was not saved: ${told}`)
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    await qmp.ask('quit')
  } finally {
    qmp.end()
  }
}
