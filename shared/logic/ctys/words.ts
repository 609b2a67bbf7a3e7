import type { Locality } from '../../model/service.ts'

/** The kinds that a call may name with `-t`, and the plugins that are meant. A kind of machine stands for its console. */
export const TYPES: ReadonlyMap<string, { readonly plugins: readonly string[]; readonly of: 'session' | 'machine' }> = new Map([
  ['CLI', { plugins: ['cli', 'serial'], of: 'session' }],
  ['X11', { plugins: ['x11'], of: 'session' }],
  ['VNC', { plugins: ['vnc', 'xvnc'], of: 'session' }],
  ['RDP', { plugins: ['rdp'], of: 'session' }],
  ['SPICE', { plugins: ['spice'], of: 'session' }],
  ['QEMU', { plugins: ['qemu'], of: 'machine' }],
  ['KVM', { plugins: ['qemu'], of: 'machine' }],
  ['XEN', { plugins: ['xen'], of: 'machine' }],
  ['VBOX', { plugins: ['virtualbox'], of: 'machine' }],
  ['VMW', { plugins: ['vmware'], of: 'machine' }],
  ['PM', { plugins: ['pm'], of: 'machine' }],
  ['SIM', { plugins: ['sim'], of: 'machine' }],
])

/** `CONSOLE:` and what shows it here; NONE opens no window. */
export const CONSOLES: ReadonlyMap<string, readonly string[]> = new Map([
  ['NONE', []],
  ...['CLI', 'XTERM', 'GTERM', 'EMACS', 'EMACSA', 'EMACSM', 'EMACSAM'].map((name): [string, string[]] => [name, ['serial', 'cli']]),
  ...['VNC', 'SDL'].map((name): [string, string[]] => [name, ['vnc', 'xvnc']]),
  ['RDP', ['rdp']],
  ['SPICE', ['spice']],
])

/** `-L`: where the window and the wire end. */
export const LOCALITIES: ReadonlyMap<string, Locality> = new Map([
  ['CONNECTIONFORWARDING', 'connection'],
  ['CF', 'connection'],
  ['DISPLAYFORWARDING', 'display'],
  ['DF', 'display'],
  ['SERVERONLY', 'server'],
  ['SO', 'server'],
  ['LOCALONLY', 'local'],
  ['LO', 'local'],
])

/** Options that take a word. */
export const WITH_WORD = 'tagrWDLbcCslpAxMdTZ'
/** Options that stand alone. */
export const ALONE = 'nhYzVX'

/** What the original had a switch for and is told otherwise here: read, and said that it changes nothing. */
export const IDLE: ReadonlyMap<string, string> = new Map([
  ['r', 'the size of the server’s own screen is a setting of the session'],
  ['D', 'windows open on the display of the app'],
  ['b', 'calls are made one after the other'],
  ['c', 'the inventory is always looked up'],
  ['C', 'what was seen is never taken from a cache'],
  ['s', 'everything in the inventory counts'],
  ['l', 'the login of the machine is used'],
  ['p', 'there is one inventory; --data names another'],
  ['A', 'names that are not unique are always asked about'],
  ['x', 'there are no nested look-ups'],
  ['M', 'there are no messages'],
  ['d', 'a plan is printed with -n'],
  ['T', 'all kinds are always there'],
  ['Z', 'rights come from the login of the machine'],
  ['Y', 'the agent is used as the login of the machine says'],
  ['z', 'terminals have a pseudo-terminal where they need one'],
  ['V', 'servicecomposer --version tells it'],
  ['X', 'output is the short one; --json gives all of it'],
])

/** Suboptions of an action that change nothing here, and who decides instead. */
export const IDLE_SUBOPTIONS: ReadonlyMap<string, string> = new Map([
  ...['PING', 'SSHPING', 'WAITS', 'WAITC', 'TIMEOUT'].map((name): [string, string] => [name, 'the probes and times of the machine decide']),
  ...['USER', 'STUBMODE', 'STUB'].map((name): [string, string] => [name, 'the login of the machine is used']),
  ...['WOL', 'BROADCAST', 'PORT', 'IF'].map((name): [string, string] => [name, 'the machine knows how it is woken']),
  ...['BOOTMODE', 'INSTMODE', 'KERNEL', 'ARGSADD'].map((name): [string, string] => [name, 'the settings of the machine say it']),
  ...['CD', 'CHDIR', 'S', 'SHELL', 'CMD', 'C', 'CALLOPTS', 'X', 'XOPTS', 'DH', 'SH', 'TITLEKEY', 'NOTITLE'].map(
    (name): [string, string] => [name, 'the settings of the session say it'],
  ),
  ...['VNCBASE', 'VNCPORT', 'RDPPORT', 'INSECURE'].map((name): [string, string] => [name, 'the settings of the session say it']),
  ['STACKCHECK', 'servicecomposer launch --override says which checks do not count'],
  ...['INIT', 'PUBLIC', 'PRIVATE'].map((name): [string, string] => [name, 'it has no meaning here']),
])
