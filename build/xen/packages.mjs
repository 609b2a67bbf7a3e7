import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { dependsOn, download, withNeeds } from '../appliance/packages.mjs'

/** The package that names the hypervisor and the tools of one version, on Debian and Ubuntu. */
const META = 'xen-system-amd64'

/**
 * The distribution's Xen, downloaded and unpacked without being installed. One that is in the cache is taken as it is.
 * @param {string} cache @param {(line: string) => void} say
 * @returns {Promise<{ root: string, hypervisor: string, programs: string }>} the unpacked packages; in them the hypervisor, and the folder of `xl`
 */
export async function xen(cache, say) {
  const parent = join(cache, 'packages')
  for (const name of await readdir(parent).catch(() => [])) {
    const known = name.startsWith('new-') ? null : await unpacked(join(parent, name))
    if (known) return known
  }

  const named = (await dependsOn(META)).filter((name) => /^xen-(hypervisor|utils)-\d/.test(name))
  const packages = await withNeeds([...named, 'xenstore-utils'], /^lib(xen|yajl)/)
  const hypervisor = packages.find(({ name }) => name.startsWith('xen-hypervisor-'))
  if (!hypervisor) throw new Error(`no Xen is known here (looked for ${META}); run "apt-get update" and try again`)
  const folder = join(parent, `${hypervisor.name}_${hypervisor.version}`.replaceAll(/[^\w.+-]/g, '_'))
  await mkdir(parent, { recursive: true })
  const work = await mkdtemp(join(parent, 'new-'))
  try {
    await download(packages, work, say)
    // Somebody else may have been quicker; theirs is as good.
    await rename(join(work, 'root'), folder).catch(async (cause) => {
      if (!(await unpacked(folder))) throw cause
    })
  } finally {
    await rm(work, { recursive: true, force: true })
  }
  const done = await unpacked(folder)
  if (!done) throw new Error(`the packages ${packages.map(({ name }) => name).join(', ')} hold no Xen`)
  return done
}

/** @param {string} root */
async function unpacked(root) {
  const boot = await readdir(join(root, 'boot')).catch(() => /** @type {string[]} */ ([]))
  const image = boot.find((name) => /^xen-.*\.gz$/.test(name))
  const versions = await readdir(join(root, 'usr/lib')).catch(() => /** @type {string[]} */ ([]))
  const version = versions.find((name) => /^xen-\d/.test(name))
  return image && version ? { root, hypervisor: join(root, 'boot', image), programs: join(root, 'usr/lib', version, 'bin') } : null
}
