import { chmod, chown, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { layers, patiently, upScript, type Rival } from './rivals.ts'
import { forwardsOf, tree, wordsOf, type Guest, type images, type PortsOf } from './tree.ts'

const NOBODY = 65534

/** libvirt with a daemon of its own, below a folder of its own. `end` ends that daemon. */
export interface Libvirt extends Rival {
  end(): Promise<void>
}

/**
 * The same guests as domains of libvirt's session mode, started by `virsh start` layer after layer: what its autostart starts has
 * no order. Root has no session mode, so for root it runs as nobody.
 */
export async function libvirt(
  home: string,
  parts: { readonly images: Awaited<ReturnType<typeof images>>; readonly ports: PortsOf; readonly program: string },
  env: NodeJS.ProcessEnv,
): Promise<Libvirt> {
  const folder = join(home, 'libvirt')
  const [own, run] = [join(folder, 'home'), join(folder, 'run')]
  for (const path of [folder, own, run]) await mkdir(path, { mode: 0o700 })
  const isRoot = process.getuid?.() === 0
  if (isRoot) {
    // What it runs as must come through to its own folder, and to the kernel.
    await chmod(home, 0o711)
    for (const path of [folder, own, run]) await chown(path, NOBODY, NOBODY)
  }
  const as = isRoot ? ['setpriv', `--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups'] : []
  const words = [...as, 'env', `HOME=${own}`, `XDG_RUNTIME_DIR=${run}`, 'virsh', '-q', '-c', 'qemu:///session']
  const virsh = (...args: readonly string[]) => patiently(words[0] ?? 'virsh', [...words.slice(1), ...args], env)
  const end = async () => {
    for (const name of ['libvirtd.pid', 'virtlogd.pid']) await endDaemon(join(run, 'libvirt', name), name.replace('.pid', ''))
  }
  try {
    for (const guest of tree) {
      const file = join(home, `${guest.name}.xml`)
      await writeFile(file, domain(guest, parts), { mode: 0o644 })
      await virsh('define', file)
    }
  } catch (cause) {
    await end()
    throw cause
  }
  return {
    title: 'libvirt, virsh start layer after layer',
    up: () =>
      patiently('bash', [upScript, home, 'layers', ...layers().map((names) => names.join(','))], { ...env, VIRSH: words.join(' ') }),
    async down() {
      for (const { name } of tree) await virsh('destroy', name).catch(() => undefined)
    },
    end,
  }
}

async function endDaemon(pidFile: string, program: string): Promise<void> {
  const pid = (await readFile(pidFile, 'utf8').catch(() => '')).trim()
  const command = () => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
  if (!/^\d+$/.test(pid) || !(await command()).includes(program)) return
  process.kill(Number(pid), 'SIGTERM')
  for (let waited = 0; (await command()) !== '' && waited < 5_000; waited += 50) await setTimeout(50)
}

/** As little as the others start: no USB, no balloon, no screen. */
function domain(guest: Guest, { images, ports, program }: Parameters<typeof libvirt>[1]): string {
  const forwards = forwardsOf(guest, ports).map(([outside, inside]) => `,hostfwd=tcp:127.0.0.1:${outside}-:${inside}`)
  const more = ['-netdev', `user,id=net0${forwards.join('')}`, '-device', 'virtio-net-pci,netdev=net0,romfile=,addr=0x8']
  return `<domain type='qemu' xmlns:qemu='http://libvirt.org/schemas/domain/qemu/1.0'>
  <name>${guest.name}</name>
  <memory unit='MiB'>${guest.memoryMib}</memory>
  <vcpu>1</vcpu>
  <os>
    <type arch='x86_64' machine='pc'>hvm</type>
    <kernel>${images.kernel}</kernel>
    <initrd>${images.initrd}</initrd>
    <cmdline>${wordsOf(guest, ports)}</cmdline>
  </os>
  <features><acpi/></features>
  <cpu mode='maximum'/>
  <devices>
    <emulator>${program}</emulator>
    <controller type='usb' model='none'/>
    <memballoon model='none'/>
    <rng model='virtio'><backend model='random'>/dev/urandom</backend></rng>
    <serial type='null'/>
  </devices>
  <qemu:commandline>${more.map((word) => `<qemu:arg value='${word}'/>`).join('')}</qemu:commandline>
</domain>
`
}
