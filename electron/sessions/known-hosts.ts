import { createHmac } from 'node:crypto'

/** One line of a known_hosts file that says something about a key. */
export interface KnownKey {
  readonly file: string
  readonly line: number
  /** `revoked` keys are never accepted; an `authority` signs host certificates, which are not read here. */
  readonly marker: 'revoked' | 'authority' | null
  readonly hosts: string
  /** As written in the file: `ssh-ed25519`. */
  readonly type: string
  readonly key: Buffer
}

/** The keys of a known_hosts file in the format of OpenSSH (sshd(8), "SSH_KNOWN_HOSTS FILE FORMAT"). What is no such line is passed over, as ssh does. */
export function readKnownHosts(text: string, file: string): KnownKey[] {
  return text.split('\n').flatMap((line, index) => {
    const words = line.trim().split(/\s+/)
    if (words[0] === '' || words[0]?.startsWith('#')) return []
    const marker = words[0]?.startsWith('@') ? (markers[words.shift() ?? ''] ?? 'unknown') : null
    const [hosts, type, base64] = words
    if (marker === 'unknown' || !hosts || !type || !base64) return []
    const key = Buffer.from(base64, 'base64')
    return key.length === 0 ? [] : [{ file, line: index + 1, marker, hosts, type, key }]
  })
}

const markers: Record<string, 'revoked' | 'authority'> = { '@revoked': 'revoked', '@cert-authority': 'authority' }

/** Whether the line speaks of the host, named as in the file: `web`, or `[web]:2222` for a port other than 22. */
export function speaksOf(known: KnownKey, host: string): boolean {
  const name = host.toLowerCase()
  if (known.hosts.startsWith('|')) return hashedAs(known.hosts, name)
  const patterns = known.hosts.toLowerCase().split(',')
  if (patterns.some((pattern) => pattern.startsWith('!') && fits(pattern.slice(1), name))) return false
  return patterns.some((pattern) => !pattern.startsWith('!') && fits(pattern, name))
}

/** `|1|salt|hash`: the name cannot be read, only tried. */
function hashedAs(hosts: string, name: string): boolean {
  const [, version, salt, hash] = hosts.split('|')
  if (version !== '1' || !salt || !hash) return false
  return createHmac('sha1', Buffer.from(salt, 'base64')).update(name).digest('base64') === hash
}

/** `*` is any run of characters, `?` one; everything else, brackets too, is itself. */
function fits(pattern: string, name: string): boolean {
  const source = pattern
    .replace(/[\\^$.|+()[\]{}]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.')
  return new RegExp(`^${source}$`, 's').test(name)
}

/** The line that remembers a key; the inverse of `readKnownHosts`. */
export function knownHostsLine(host: string, key: Buffer): string {
  return `${host} ${keyType(key)} ${key.toString('base64')}\n`
}

/** The name that a public key in wire format carries in front: `ssh-ed25519`. */
export function keyType(key: Buffer): string {
  const length = key.length >= 4 ? key.readUInt32BE(0) : 0
  return key.subarray(4, 4 + length).toString('latin1')
}
