/** A simulated machine with these settings, and where it stands. */
export interface Sim {
  readonly on?: string
  readonly after?: readonly string[]
  readonly stop?: Readonly<Record<string, number>>
  readonly options?: Readonly<Record<string, unknown>>
}

interface Part {
  readonly machine: Readonly<Record<string, unknown>>
  readonly component: Readonly<Record<string, unknown>>
}

const simPart = ({ on, after, stop, options = {} }: Sim): Part => ({
  machine: { plugin: 'sim', options: { bootMs: 300, ...options } },
  component: { ...(on && { on }), ...(after && { after }), ...(stop && { stop }) },
})

/** JSON is YAML too. One service of these machines, and the workspace of the same name that starts it. */
export function badStack(name: string, sims: Readonly<Record<string, Sim>>, more: Readonly<Record<string, Part>> = {}): string {
  const parts = { ...more, ...Object.fromEntries(Object.entries(sims).map(([key, sim]) => [key, simPart(sim)])) }
  const part = (what: keyof Part) => Object.fromEntries(Object.entries(parts).map(([key, one]) => [key, one[what]]))
  return JSON.stringify({
    format: 'servicecomposer',
    version: 1,
    machines: part('machine'),
    services: { [name]: { name, components: part('component') } },
    workspaces: { [name]: { name, services: [name] } },
  })
}

/** A real machine of the small Linux in `folder`, that prints on its serial console and answers SSH at that port of this computer. */
export const realPart = (folder: string, port: number): Part => ({
  machine: {
    plugin: 'qemu',
    options: {
      memoryMib: 128,
      kernel: `${folder}/vmlinuz`,
      initrd: `${folder}/initrd.img`,
      append: 'console=ttyS0 panic=-1',
      network: { kind: 'user', forwards: [{ hostPort: port, guestPort: 22 }] },
    },
    login: { user: 'root', keys: [`${folder}/keys/id_ed25519`], knownHosts: `${folder}/keys/known_hosts` },
  },
  component: { ready: ['ssh-banner'], stop: { guestMs: null, askMs: 10_000 } },
})
