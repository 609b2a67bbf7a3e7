/**
 * What the distribution has to bring, per purpose, by the names of Debian and Ubuntu. `program` is what proves it on systems
 * with other package names, and on these too unless `exact`: another package has a program of that name that will not do.
 * `serves` marks what would start a network service of its own where a service manager runs.
 *
 * @typedef {{ package: string, program: string, instead?: readonly string[], exact?: true, serves?: true }} Wanted
 * @typedef {'demo' | 'tests' | 'bench'} Purpose
 */

/** @type {readonly Wanted[]} */
const demo = [
  { package: 'qemu-system-x86', program: 'qemu-system-x86_64' },
  { package: 'busybox-static', program: 'busybox', exact: true },
  { package: 'dropbear-bin', program: 'dropbear' },
]

/** @type {readonly Wanted[]} */
const tests = [
  ...demo,
  { package: 'qemu-utils', program: 'qemu-img' },
  { package: 'socat', program: 'socat' },
  { package: 'netcat-openbsd', program: 'nc.openbsd' },
  { package: 'qemu-guest-agent', program: 'qemu-ga' },
  { package: 'e2fsprogs', program: 'mke2fs' },
  { package: 'chromium', program: 'chromium', instead: ['chromium-browser', 'google-chrome', 'google-chrome-stable'] },
  { package: 'xvfb', program: 'Xvfb' },
  { package: 'openbox', program: 'openbox' },
  { package: 'xfwm4', program: 'xfwm4' },
  { package: 'mutter', program: 'mutter' },
  { package: 'kwin-x11', program: 'kwin_x11' },
  { package: 'kwin-wayland', program: 'kwin_wayland' },
  { package: 'zenity', program: 'zenity' },
  { package: 'icewm', program: 'icewm' },
  { package: 'metacity', program: 'metacity' },
  { package: 'dbus-daemon', program: 'dbus-run-session' },
  { package: 'sway', program: 'sway' },
  { package: 'foot', program: 'foot' },
  { package: 'x11-apps', program: 'xclock' },
  { package: 'x11-utils', program: 'xwininfo' },
  { package: 'x11-xserver-utils', program: 'xrandr' },
  { package: 'xterm', program: 'xterm' },
  { package: 'openssh-client', program: 'ssh-keygen' },
  { package: 'openssh-server', program: 'sshd', serves: true },
  { package: 'tigervnc-standalone-server', program: 'Xtigervnc' },
  { package: 'tigervnc-tools', program: 'tigervncpasswd' },
  { package: 'tigervnc-viewer', program: 'xtigervncviewer' },
  { package: 'xauth', program: 'xauth' },
  { package: 'openssl', program: 'openssl' },
  { package: 'xrdp', program: 'xrdp', serves: true },
  { package: 'freerdp2-x11', program: 'xfreerdp' },
  { package: 'virt-viewer', program: 'remote-viewer' },
]

/** Other tools that the stack is measured beside; what is missing is left out by its line, which says so. @type {readonly Wanted[]} */
const bench = [
  ...tests,
  { package: 'wmctrl', program: 'wmctrl' },
  { package: 'make', program: 'make' },
  { package: 'libvirt-clients', program: 'virsh' },
  { package: 'libvirt-daemon', program: 'libvirtd', serves: true },
  { package: 'libvirt-daemon-driver-qemu', program: 'virt-qemu-run' },
]

/** @type {Record<Purpose, readonly Wanted[]>} */
export const purposes = { demo, tests, bench }
