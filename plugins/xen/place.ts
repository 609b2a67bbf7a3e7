import type { Target } from '../../shared/plugin/plugin.ts'
import type { XenOptions } from './options.ts'

type Named = Pick<Target<XenOptions>, 'id' | 'options'>

/** What is kept of one guest, at the place of its host. */
export interface Place {
  readonly folder: string
  /** What it was last started with. */
  readonly config: string
  /** Its memory, from a save until the next start. */
  readonly saved: string
  /** How long the log of its console was when it was last started. */
  readonly began: string
  /** What xenconsoled writes when it is told to keep logs. */
  readonly consoleLog: string
}

/** The domain's name: what a guest is found again by, since Xen lets no two have the same. */
export function domainOf({ id, options: { domain, config } }: Named): string {
  if (domain !== null) return domain
  if (config !== null) return (config.split('/').at(-1) ?? config).replace(/\.(cfg|conf|xl)$/, '')
  const name = id.replace(/^machine:/, '').replaceAll(/[^\w.+-]/g, '-')
  // To xl a number is the number of a domain, never its name.
  return /^\d+$/.test(name) ? `domain-${name}` : name
}

export function placeOf(scratch: string, guest: Named): Place {
  const name = domainOf(guest)
  const folder = `${scratch}/xen-${name}`
  return {
    folder,
    config: `${folder}/domain.cfg`,
    saved: `${folder}/saved`,
    began: `${folder}/console-began`,
    consoleLog: `/var/log/xen/console/guest-${name}.log`,
  }
}
