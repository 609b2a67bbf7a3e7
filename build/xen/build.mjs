import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { appliance, cacheFolder, OWN } from '../appliance/build.mjs'
import { keep, place } from '../appliance/keep.mjs'
import { MODULES } from '../appliance/initrd.mjs'
import { kernel } from '../appliance/kernel.mjs'
import { keys } from '../appliance/keys.mjs'
import { dom0, DRIVERS, guest } from './dom0.mjs'
import { xen } from './packages.mjs'

/** The distributions' kernels that can be a Xen host; those for clouds cannot. */
const META = ['linux-image-amd64', 'linux-image-generic']

/** What QEMU and the hypervisor must be told. Richer processors crash Linux on Xen there. */
const BOOTS = { cpu: 'qemu64,+svm,+npt', append: 'dom0_mem=700M,max:700M com1=115200,8n1 console=com1' }

/** The network of Xen's guests, as `dom0/start/xen` makes it: their host is .2. */
const NETWORK = '10.5.0'

/**
 * Makes a Xen host that runs in QEMU: the hypervisor, and the kernel and the system of its first guest, which carries the
 * others. It is the appliance with Xen's tools, so the same key opens it, and the guests that it can start are the appliance.
 * What is there and fresh is kept.
 * @param {(line: string) => void} [say]
 * @returns {Promise<{
 *   folder: string, hypervisor: string, kernel: string, initrd: string, key: string, knownHosts: string, made: boolean,
 *   boots: typeof BOOTS, guest: { kernel: string, ramdisk: string, network: string },
 * }>}
 */
export async function xenHost(say = () => {}) {
  const small = await appliance(say)
  const folder = cacheFolder('xen')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const { root, hypervisor, programs } = await xen(folder, say)
  const { vmlinuz, modules, version } = await kernel(folder, say, { meta: META, drivers: [...MODULES, ...DRIVERS] })
  const { authorized, host } = await keys(small.folder)
  const result = {
    folder,
    hypervisor: join(folder, 'xen'),
    kernel: join(folder, 'vmlinuz'),
    initrd: join(folder, 'dom0.img'),
    key: small.key,
    knownHosts: join(folder, 'known_hosts'),
    boots: BOOTS,
    guest: { ...guest, network: NETWORK },
  }

  const stamps = await readFile(join(small.folder, 'stamp'), 'utf8')
  const goesIn = { words: [version, vmlinuz, hypervisor, stamps], folders: [OWN, fileURLToPath(new URL('.', import.meta.url))] }
  const made = await keep(folder, goesIn, async () => {
    say(`packing a Xen host with Linux ${version}`)
    await place(result.hypervisor, gunzipSync(await readFile(hypervisor)))
    await place(result.kernel, await readFile(vmlinuz))
    await place(result.initrd, await dom0({ root, programs, modules, authorized, host, appliance: small }))
    await place(result.knownHosts, (await readFile(small.knownHosts, 'utf8')).replace(' ', `,${NETWORK}.* `))
  })
  return { ...result, made }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    const result = await xenHost((line) => console.error(line))
    console.log(JSON.stringify(result, null, 2))
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  }
}
