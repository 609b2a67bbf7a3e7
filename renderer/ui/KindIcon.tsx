import {
  IconAppWindow,
  IconBox,
  IconCpu,
  IconDeviceDesktop,
  IconDeviceDesktopPlus,
  IconFlask,
  IconScreenShare,
  IconServer,
  IconStack2,
  IconTerminal,
  IconTerminal2,
  IconSchema,
  type Icon,
} from '@tabler/icons-react'

const icons: Record<string, Icon> = {
  qemu: IconCpu,
  xen: IconStack2,
  virtualbox: IconBox,
  pm: IconServer,
  ground: IconDeviceDesktop,
  local: IconDeviceDesktop,
  sim: IconFlask,
  cli: IconTerminal2,
  serial: IconTerminal,
  vnc: IconDeviceDesktop,
  xvnc: IconDeviceDesktopPlus,
  rdp: IconScreenShare,
  spice: IconDeviceDesktop,
  x11: IconAppWindow,
  service: IconSchema,
}

/** The picture of a kind of machine, session or service; unknown plugins get a plain box. */
export function KindIcon({ kind, size = 16 }: { kind: string; size?: number }) {
  const Picture = icons[kind] ?? IconBox
  return <Picture size={size} stroke={1.75} aria-hidden />
}
