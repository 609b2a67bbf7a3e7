import { hasCode, ProblemError } from '../../shared/model/problem.ts'
import type { Context, Found } from '../../shared/plugin/plugin.ts'
import { readListed, setting, type Listed } from './parse.ts'

/** Where the guests of a Xen host are described, by custom. */
const FOLDER = '/etc/xen'
/** They come with Xen's own package, and describe nobody. */
const examples = /^xlexample\.|^xl\.conf$/

/** The guests of this Xen host: those with a config file, running or not, and those that run without one. */
export async function* enumerate(context: Context): AsyncIterable<Found> {
  context.signal.throwIfAborted()
  const known = new Set<string>()
  for (const found of await described(context)) {
    if (known.has(found.label)) continue
    known.add(found.label)
    yield found
  }
  for (const listed of await running(context)) {
    const name = listed.c_info.name
    if (known.has(name)) continue
    known.add(name)
    yield foundOf(listed)
  }
}

async function described({ shell, signal }: Context): Promise<Found[]> {
  const listed = await shell.run('ls', [FOLDER], { okCodes: [0, 1, 2], signal })
  const names = listed.stdout.split('\n').filter((name) => /\.(cfg|xl)$/.test(name) && !examples.test(name))
  const all: Found[] = []
  for (const file of names.map((name) => `${FOLDER}/${name}`)) {
    const kept = await shell.run('cat', [file], { okCodes: [0, 1], signal })
    const name = setting(kept.stdout, 'name')
    if (name) all.push(foundIn(kept.stdout, file, name))
  }
  return all
}

function foundIn(config: string, file: string, name: string): Found {
  const type = setting(config, 'type') ?? (setting(config, 'builder') === 'hvm' ? 'hvm' : 'pv')
  const [memory, cpus, uuid] = ['memory', 'vcpus', 'uuid'].map((key) => setting(config, key))
  const mac = /\bmac=([0-9a-fA-F:]{17})/.exec(config)?.[1]
  return {
    label: name,
    locator: { file, ...(uuid && { uuid }), ...(mac && { mac }) },
    options: {
      domain: name,
      config: file,
      type: /^(pv|pvh|hvm)$/.test(type) ? type : 'hvm',
      ...(memory && { memoryMib: Number(memory) }),
      ...(cpus && { cpus: Number(cpus) }),
    },
  }
}

/** Without Xen, or without the right to ask it, nothing is seen to run: `probe` tells why. */
async function running({ shell, signal }: Context): Promise<Listed[]> {
  try {
    return readListed((await shell.run('xl', ['list', '-l'], { signal })).stdout)
  } catch (cause) {
    signal.throwIfAborted()
    if (hasCode(cause, 'command.missing') || hasCode(cause, 'command.failed')) return []
    throw cause instanceof ProblemError ? cause : new Error('xl list failed', { cause })
  }
}

function foundOf({ c_info, b_info, nics, disks }: Listed): Found {
  const mac = nics[0]?.mac
  return {
    label: c_info.name,
    locator: { ...(c_info.uuid && { uuid: c_info.uuid }), ...(mac && { mac }) },
    options: {
      domain: c_info.name,
      ...(c_info.type && { type: c_info.type }),
      ...(b_info.max_memkb && { memoryMib: Math.max(1, Math.round(b_info.max_memkb / 1024)) }),
      ...(b_info.max_vcpus && { cpus: b_info.max_vcpus }),
      ...(b_info.kernel && { kernel: b_info.kernel }),
      ...(b_info.ramdisk && { ramdisk: b_info.ramdisk }),
      ...(b_info.cmdline && { append: b_info.cmdline }),
      disks: disks.flatMap(({ pdev_path, vdev, format, readwrite }) =>
        pdev_path && vdev
          ? [{ file: pdev_path, device: vdev, readonly: readwrite === 0, ...(format === 'qcow2' || format === 'vhd' ? { format } : {}) }]
          : [],
      ),
      cards: nics.map(({ mac: address, bridge }) => ({ ...(bridge && { bridge }), ...(address && { mac: address }) })),
    },
  }
}
