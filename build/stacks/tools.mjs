import { missingPackages, tool, whereIs } from '../appliance/tools.mjs'

/** What goes onto the disk of a host besides the appliance's own, and what the disk is made with. */
const NEEDED = [
  { program: 'qemu-system-x86_64', package: 'qemu-system-x86' },
  { program: 'qemu-ga', package: 'qemu-guest-agent' },
  { program: 'socat', package: 'socat' },
  { program: 'mke2fs', package: 'e2fsprogs' },
]

/** Where each of them is. Rejects with one message that names every missing package. */
export async function tools() {
  const missing = new Set(await missingPackages())
  for (const { program, package: name } of NEEDED) if (!(await whereIs(program))) missing.add(name)
  if (missing.size)
    throw new Error(
      `The disk of a host cannot be built: packages are missing. Install them with\n  apt-get install ${[...missing].join(' ')}`,
    )
  return {
    qemu: await tool('qemu-system-x86_64'),
    agent: await tool('qemu-ga'),
    socat: await tool('socat'),
    mke2fs: await tool('mke2fs'),
    dropbear: await tool('dropbear'),
  }
}
