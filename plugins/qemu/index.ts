import { z } from 'zod'
import { machine } from '../../shared/plugin/define.ts'
import type { Context, Plugin, Target } from '../../shared/plugin/plugin.ts'
import { offersVirtualisation } from './argv.ts'
import { printed } from './console.ts'
import { withQmp } from './control.ts'
import { enumerate } from './enumerate.ts'
import { observe } from './observe.ts'
import { QemuOptions } from './options.ts'
import { picture } from './picture.ts'
import { placeOf } from './place.ts'
import { probe } from './probe.ts'
import { start } from './start.ts'
import { kill, quit, soften } from './stop.ts'
import { watch } from './watch.ts'

/** A machine of QEMU, without libvirt: started in the background, spoken to over its control socket (QMP). */
export const qemu: Plugin = machine<QemuOptions>({
  id: 'qemu',
  role: 'machine',
  title: 'QEMU machine',
  summary: 'A virtual machine of QEMU, with KVM where that truly works. It outlives this app and is found again by its sockets.',
  options: QemuOptions,
  migrations: [withoutStop],
  carries: true,
  ground: false,
  nature: ({ program, memoryMib, cpus, acceleration, nested, cpu }) => ({
    architecture: /^qemu-system-(\w+)$/.exec(program.split('/').at(-1) ?? '')?.[1] ?? null,
    memoryMib,
    cpus,
    virtualisation: acceleration === 'kvm' ? 'needed' : acceleration === 'best' ? 'wished' : 'none',
    nested: nested || offersVirtualisation(cpu),
  }),
  facts,
  claims,
  probe,
  enumerate,
  observe,
  acts: { start, suspend: command('stop'), resume: command('cont'), reset: command('system_reset') },
  stops: { ask: soften, off: quit, kill },
  console: printed,
  watch,
  picture,
})

/** Version 0 kept how gently it is stopped; that is the component's business now. */
function withoutStop(old: unknown): unknown {
  const kept = z.looseObject({}).parse(old)
  return Object.fromEntries(Object.entries(kept).filter(([key]) => !['gracefulMs', 'pressEveryMs', 'forced'].includes(key)))
}

function facts({ memoryMib, cpus, disks, nested }: QemuOptions): string {
  const processors = cpus === 1 ? '1 CPU' : `${cpus} CPUs`
  const more = [...(disks.length > 1 ? [`${disks.length} disks`] : []), ...(nested ? ['offers virtualisation'] : [])]
  return ['QEMU machine', memory(memoryMib), processors, ...more].join(', ')
}

const memory = (mib: number) => (mib % 1024 === 0 ? `${mib / 1024} GiB` : `${mib} MiB`)

/** Ports it listens on, and images that only one may write. */
function claims({ network, disks }: QemuOptions): string[] {
  const forwards = network.kind === 'user' ? network.forwards.map(({ host, hostPort }) => `tcp ${host}:${hostPort}`) : []
  const written = disks.filter(({ readonly, snapshot }) => !readonly && !snapshot).map(({ file }) => `disk ${file}`)
  return [...forwards, ...(network.kind === 'tap' ? [`tap ${network.device}`] : []), ...written]
}

/** One word to QEMU. To a machine that is off nothing is said: `observe` tells that it is. */
function command(name: string) {
  return async (context: Context, target: Target<QemuOptions>): Promise<void> => {
    context.signal.throwIfAborted()
    await withQmp(context, placeOf(context.shell.scratch, target.id), (qmp) => qmp.ask(name))
  }
}
