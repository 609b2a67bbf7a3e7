/** One part of a stack in short: a simulated machine, unless it says what else it is. */
export interface Drawn {
  readonly on?: string
  readonly after?: readonly string[]
  readonly stop?: Readonly<Record<string, unknown>>
  readonly ready?: readonly string[]
  /** Of a simulated machine. */
  readonly options?: Readonly<Record<string, unknown>>
  /** Another machine in its place. */
  readonly machine?: Readonly<Record<string, unknown>>
  /** Another service in its place, taken in by reference. */
  readonly like?: string
}
export type Parts = Readonly<Record<string, Drawn>>

/** JSON is YAML too. Services by name, each with its parts, and the workspaces that start them. */
export function stackText(services: Readonly<Record<string, Parts>>, workspaces: Readonly<Record<string, readonly string[]>>): string {
  const parts = Object.values(services).flatMap(Object.entries<Drawn>)
  return JSON.stringify({
    format: 'servicecomposer',
    version: 1,
    machines: Object.fromEntries(parts.flatMap(([name, part]) => (part.like === undefined ? [[name, machineOf(part)]] : []))),
    services: each(services, (all, name) => ({ name, components: each(all, componentOf) })),
    workspaces: each(workspaces, (all, name) => ({ name, services: all })),
  })
}

/** One service of these parts, and the workspace of the same name that starts it. */
export const oneStack = (name: string, parts: Parts): string => stackText({ [name]: parts }, { [name]: [name] })

const machineOf = ({ machine, options }: Drawn) => machine ?? { plugin: 'sim', options: { bootMs: 300, ...options } }

const componentOf = ({ options: _, machine: __, like, ...component }: Drawn, name: string) => ({
  ...(like === undefined ? { machine: name } : { service: like }),
  ...component,
})

const each = <T, U>(all: Readonly<Record<string, T>>, make: (one: T, name: string) => U): Record<string, U> =>
  Object.fromEntries(Object.entries(all).map(([name, one]) => [name, make(one, name)]))

/** A real machine of the small Linux in `folder`, that prints on its serial console and answers SSH at that port of this computer. */
export const realPart = (folder: string, port: number): Drawn => ({
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
  ready: ['ssh-banner'],
  stop: { guestMs: null, askMs: 10_000 },
})

/** Two shells on this computer, each in a session of its own. */
export const twoShells = JSON.stringify({
  format: 'servicecomposer',
  version: 1,
  machines: { here: { plugin: 'pm' } },
  services: {
    bench: {
      name: 'Bench',
      components: {
        here: {
          sessions: {
            first: { name: 'first', plugin: 'cli', options: { command: ['sh'] } },
            second: { name: 'second', plugin: 'cli', options: { command: ['sh'] } },
          },
        },
      },
    },
  },
  workspaces: { bench: { name: 'Bench', services: ['bench'] } },
})
