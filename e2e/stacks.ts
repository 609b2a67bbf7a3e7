/** One part of a stack in short; `like` is another service taken in by reference. */
export interface Drawn {
  readonly on?: string
  readonly after?: readonly string[]
  readonly bootMs?: number
  readonly memoryMib?: number
  readonly like?: string
}

/** JSON is YAML too. A document of simulated machines: services by name, each with its parts, and workspaces that start them. */
export function stackText(
  services: Readonly<Record<string, Readonly<Record<string, Drawn>>>>,
  workspaces: Readonly<Record<string, readonly string[]>>,
): string {
  const machines = Object.values(services).flatMap((parts) =>
    Object.entries(parts).flatMap(([name, { bootMs = 400, memoryMib = 64, like }]) =>
      like === undefined ? [[name, { plugin: 'sim', options: { bootMs, memoryMib } }] as const] : [],
    ),
  )
  return JSON.stringify({
    format: 'servicecomposer',
    version: 1,
    machines: Object.fromEntries(machines),
    services: Object.fromEntries(
      Object.entries(services).map(([service, parts]) => [
        service,
        {
          name: service,
          components: Object.fromEntries(
            Object.entries(parts).map(([name, { on, after, like }]) => [
              name,
              { ...(like === undefined ? { machine: name } : { service: like }), ...(on && { on }), ...(after && { after: [...after] }) },
            ]),
          ),
        },
      ]),
    ),
    workspaces: Object.fromEntries(Object.entries(workspaces).map(([name, all]) => [name, { name, services: [...all] }])),
  })
}
