import { execFileSync } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { xenHost } from './build.mjs'

test('a Xen host must be made once, with its tools, what its guests boot, and nobody but the owner of the key let in', async () => {
  const { initrd, knownHosts, guest, key } = await xenHost()
  expect(await xenHost()).toMatchObject({ made: false, initrd, key })
  const system = gunzipSync(await readFile(initrd))
  const names = execFileSync('busybox', ['cpio', '-t'], { input: system, encoding: 'utf8', stdio: ['pipe', 'pipe', 'ignore'] }).split('\n')
  expect(names).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/^usr\/lib\/xen-4\.\d+\/bin\/xl$/),
      expect.stringMatching(/^usr\/lib\/xen-4\.\d+\/bin\/libxl-save-helper$/),
      'usr/sbin/xenstored',
      'usr/bin/xenstore-write',
      'usr/lib/x86_64-linux-gnu/libgcc_s.so.1',
      'start/xen',
      'etc/xen/scripts/vif-bridge',
      'etc/xen/scripts/block',
      guest.kernel.slice(1),
      guest.ramdisk.slice(1),
    ]),
  )
  expect(system.toString('latin1')).toContain('root:*:0:0')
  expect(await readFile(knownHosts, 'utf8')).toMatch(new RegExp(`^\\[127\\.0\\.0\\.1\\]:\\*,\\S*,${guest.network}\\.\\* ssh-ed25519 `))
})
