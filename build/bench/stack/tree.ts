import { readFile, writeFile } from 'node:fs/promises'
import { gzipSync } from 'node:zlib'
import { appliance } from '../../appliance/build.mjs'
import { cpio, file } from '../../appliance/cpio.mjs'

/** One guest: what has to be ready before it is started, and whether it serves pages besides SSH. */
export interface Guest {
  readonly name: string
  readonly needs: string | null
  readonly serves: boolean
  readonly memoryMib: number
}

/** One store, three servers that need it, eight clients that need a server each. */
export const tree: readonly Guest[] = [
  { name: 'store', needs: null, serves: true, memoryMib: 128 },
  ...[1, 2, 3].map((at) => ({ name: `server${at}`, needs: 'store', serves: true, memoryMib: 128 })),
  ...Array.from({ length: 8 }, (_, at) => ({ name: `client${at + 1}`, needs: `server${(at % 3) + 1}`, serves: false, memoryMib: 96 })),
]

/** So many at a time, for everybody who can be told: the default of a service-workspace for one carrier. */
export const AT_ONCE = 8

/** Where a guest is reached from this computer. */
export interface Ports {
  readonly ssh: number
  readonly http: number
}
export type PortsOf = (name: string) => Ports

/** The appliance with the script that looks for what a guest needs. */
export async function images(folder: string): Promise<{ readonly kernel: string; readonly initrd: string }> {
  const small = await appliance()
  const script = await readFile(new URL('./needs', import.meta.url))
  const [kernel, initrd] = [`${folder}/vmlinuz`, `${folder}/initrd.img`]
  await writeFile(kernel, await readFile(small.kernel), { mode: 0o644 })
  // Linux unpacks archives that follow one another, the later over the earlier.
  const both = [await readFile(small.initrd), gzipSync(cpio([file('start/needs', script, 0o755)]))]
  await writeFile(initrd, Buffer.concat(both), { mode: 0o644 })
  return { kernel, initrd }
}

/** The kernel command line of a guest. */
export const wordsOf = ({ needs, serves }: Guest, ports: PortsOf): string =>
  ['console=ttyS0 quiet panic=-1', ...(serves ? ['role=gis'] : []), ...(needs ? [`needs=${ports(needs).ssh}`] : [])].join(' ')

/** The ports of a guest that are forwarded from this computer, by the port inside. */
export const forwardsOf = ({ name, serves }: Guest, ports: PortsOf): readonly (readonly [outside: number, inside: number])[] => [
  [ports(name).ssh, 22],
  ...(serves ? [[ports(name).http, 80] as const] : []),
]

/** The stack as a document that can be imported. */
export function stackText({ kernel, initrd }: Awaited<ReturnType<typeof images>>, ports: PortsOf): string {
  const pace = { intervalMs: 300, tryMs: 1_000 }
  const machines = tree.map((guest) => [
    guest.name,
    {
      plugin: 'qemu',
      options: {
        ...{ memoryMib: guest.memoryMib, kernel, initrd, append: wordsOf(guest, ports), display: 'none' },
        network: { kind: 'user', forwards: forwardsOf(guest, ports).map(([hostPort, guestPort]) => ({ hostPort, guestPort })) },
      },
    },
  ])
  const components = tree.map(({ name, needs, serves }) => [
    name,
    {
      ...(needs && { after: [needs] }),
      ready: [{ kind: 'ssh-banner', ...pace }, ...(serves ? [{ kind: 'http', path: '/places.tsv', body: 'Vienna', ...pace }] : [])],
    },
  ])
  // YAML reads JSON.
  return JSON.stringify({
    ...{ format: 'servicecomposer', version: 1 },
    machines: Object.fromEntries(machines),
    services: { stack: { name: 'Stack', components: Object.fromEntries(components) } },
    workspaces: { stack: { name: 'Stack', services: ['stack'], limits: { perLane: AT_ONCE } } },
  })
}
