import type { Plugin } from '../shared/plugin/plugin.ts'
import { cli } from './cli/index.ts'
import { pm } from './pm/index.ts'
import { qemu } from './qemu/index.ts'
import { rdp } from './rdp/index.ts'
import { serial } from './serial/index.ts'
import { sim } from './sim/index.ts'
import { spice } from './spice/index.ts'
import { vnc } from './vnc/index.ts'
import { x11 } from './x11/index.ts'
import { xen } from './xen/index.ts'
import { xvnc } from './xvnc/index.ts'

/** Every kind of machine and session this product knows, in the order of the palette. */
export const plugins: readonly Plugin[] = [qemu, xen, pm, sim, cli, serial, vnc, xvnc, rdp, spice, x11]
