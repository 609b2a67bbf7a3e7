/** Why xl refused, as its stderr says. */
export type Refusal =
  | { readonly why: 'no-host' }
  | { readonly why: 'no-permission' }
  | { readonly why: 'no-domain' }
  | { readonly why: 'running' }
  | { readonly why: 'no-memory' }
  | { readonly why: 'no-hvm' }
  | { readonly why: 'file-missing'; readonly path: string }
  | { readonly why: 'hotplug'; readonly device: string; readonly said: string }
  | { readonly why: 'config-broken' }
  | { readonly why: 'deaf' }
  | { readonly why: 'disk-full' }
  | { readonly why: 'other' }

/** The words are those of Xen 4.17; the messages of libxl have been the same since 4.8 or longer. */
export function readRefusal(stderr: string): Refusal {
  if (/privileged command interface: Permission denied|a password is required|not in the sudoers/.test(stderr))
    return { why: 'no-permission' }
  if (/privileged command interface|hypervisor information in sysfs|Hypervisor is not xen/.test(stderr)) return { why: 'no-host' }
  if (/is an invalid domain identifier/.test(stderr)) return { why: 'no-domain' }
  if (/Domain with name "[^"]*" already exists/.test(stderr)) return { why: 'running' }
  if (/No space left on device/.test(stderr)) return { why: 'disk-full' }
  if (/Out of memory|[Nn]ot enough free memory|failed to free memory|Cannot allocate memory/.test(stderr)) return { why: 'no-memory' }
  if (/HVM guest support is unavailable|HVM support is disabled|HAP is not available/i.test(stderr)) return { why: 'no-hvm' }
  const missing =
    /failed to open file '([^']+)': No such file/.exec(stderr) ??
    /failed to stat: (.+): No such file/.exec(stderr) ??
    /Failed to read config file: (.+): No such file/.exec(stderr)
  if (missing?.[1]) return { why: 'file-missing', path: missing[1] }
  const device = /unable to add (\w+) devices/.exec(stderr)?.[1]
  if (device) return { why: 'hotplug', device, said: hotplugSaid(stderr) }
  if (/config parsing error|Failed to parse config/.test(stderr)) return { why: 'config-broken' }
  if (/didn't acknowledge|did not respond to suspend request/.test(stderr)) return { why: 'deaf' }
  return { why: 'other' }
}

const hotplugSaid = (stderr: string): string =>
  /device_hotplug_child_death_cb: script: (.+)/.exec(stderr)?.[1] ?? /(cannot execute .+)/.exec(stderr)?.[1] ?? 'it did not say why'
