import { chmod, mkdir, mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { run } from './run.mjs'
import { tool } from './tools.mjs'

/**
 * The key that opens the appliance, the key by which the appliance is known, and the file that says so. Made once per
 * cache; never leave this computer.
 * @param {string} cache
 * @returns {Promise<{ client: string, authorized: string, host: Buffer, knownHosts: string }>}
 */
export async function keys(cache) {
  const folder = join(cache, 'keys')
  const there = await stat(join(folder, 'known_hosts')).catch(() => null)
  if (!there) await makeKeys(cache, folder)
  return {
    client: join(folder, 'id_ed25519'),
    authorized: await readFile(join(folder, 'id_ed25519.pub'), 'utf8'),
    host: await readFile(join(folder, 'host_ed25519')),
    knownHosts: join(folder, 'known_hosts'),
  }
}

/** Both pairs appear together or not at all: the folder is made beside and moved into place. @param {string} cache @param {string} folder */
async function makeKeys(cache, folder) {
  await mkdir(cache, { recursive: true, mode: 0o700 })
  const work = await mkdtemp(join(cache, 'keys-'))
  try {
    const publicOf = async (/** @type {string} */ file) => {
      const text = await run(await tool('dropbearkey'), ['-y', '-f', file])
      const key = /^(ssh-ed25519 \S+)/m.exec(text)?.[1]
      if (!key) throw new Error('dropbearkey gave no public key')
      return key
    }
    const [client, host] = [join(work, 'client'), join(work, 'host_ed25519')]
    for (const file of [client, host]) await run(await tool('dropbearkey'), ['-t', 'ed25519', '-f', file])
    await writeFile(join(work, 'id_ed25519.pub'), `${await publicOf(client)} servicecomposer-appliance\n`, { mode: 0o600 })
    await run(await tool('dropbearconvert'), ['dropbear', 'openssh', client, join(work, 'id_ed25519')])
    await rm(client)
    await chmod(join(work, 'id_ed25519'), 0o600)
    await chmod(host, 0o600)
    await writeFile(join(work, 'known_hosts'), `[127.0.0.1]:*,[10.0.2.2]:* ${await publicOf(host)}\n`, { mode: 0o600 })
    // Somebody else may have been quicker; theirs are as good.
    await rename(work, folder).catch(async (cause) => {
      if (!(await stat(join(folder, 'known_hosts')).catch(() => null))) throw cause
    })
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}
