import { createHash } from 'node:crypto'
import { appendFile, mkdir, readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { ProblemError } from '../../../shared/model/problem.ts'
import type { SessionParts } from '../sessions.ts'

/** Whose certificate is looked at. */
export interface RdpHost {
  /** For people. */
  readonly name: string
  /** What it is known by: stable, whatever tunnel leads to it. */
  readonly alias: string
  readonly about: string
}

export interface RdpCertificates {
  /**
   * The SHA-256 in hex of a certificate in DER that is known, or that a person trusts now. Rejects with `rdp.certificate-changed` or
   * `rdp.certificate-refused`.
   */
  check(host: RdpHost, certificate: Buffer): Promise<string>
}

/** Certificates of RDP servers, known, or asked for once, as host keys are. `file` has a line for each: `<alias> sha256:<hex>`. */
export function rdpCertificates({ file, ask }: { file: string; ask: SessionParts['ask'] }): RdpCertificates {
  const asking = new Map<string, Promise<void>>()
  return {
    async check(host, certificate) {
      const hex = createHash('sha256').update(certificate).digest('hex')
      const known = (await linesOf(file)).map((line, index) => ({ line: index + 1, words: line.split(' ') }))
      const mine = known.filter(({ words }) => words[0] === host.alias)
      if (mine.some(({ words }) => words[1] === `sha256:${hex}`)) return hex
      const [other] = mine
      if (other) throw changed(host, hex, file, other.line)
      const question = `${host.alias} ${hex}`
      const asked = asking.get(question) ?? askAndRemember(host, hex, file, ask).finally(() => asking.delete(question))
      asking.set(question, asked)
      await asked
      return hex
    },
  }
}

async function askAndRemember(host: RdpHost, hex: string, file: string, ask: SessionParts['ask']): Promise<void> {
  const answer = await ask({
    title: `Trust the RDP server of ${host.name}?`,
    message: `${host.name} shows a certificate that was never seen here. Trust it only if its SHA-256 fingerprint is ${inPairs(hex)}.`,
    detail: `It will be remembered as ${host.alias} in ${file}.`,
    choices: [
      { id: 'trust', label: 'Trust and remember' },
      { id: 'refuse', label: 'Refuse' },
    ],
  })
  if (answer !== 'trust') throw refused(host, hex, answer === null)
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  await appendFile(file, `${host.alias} sha256:${hex}\n`, { mode: 0o600 })
}

async function linesOf(file: string): Promise<string[]> {
  try {
    return (await readFile(file, 'utf8')).split('\n')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  }
}

/** As certificate viewers show it. */
const inPairs = (hex: string) => (hex.match(/../g) ?? []).join(':').toUpperCase()

const changed = ({ name, about }: RdpHost, hex: string, file: string, line: number) =>
  new ProblemError({
    code: 'rdp.certificate-changed',
    severity: 'error',
    title: `The RDP server of ${name} shows another certificate`,
    message: `Its fingerprint is ${inPairs(hex)}, which is not the one in ${file}, line ${line}. Somebody may be listening in between, or the server was installed anew.`,
    hint: `Ask who installed ${name}. If the new certificate is right, remove line ${line} of ${file}.`,
    about,
  })

const refused = ({ name, about }: RdpHost, hex: string, unanswered: boolean) =>
  new ProblemError({
    code: 'rdp.certificate-refused',
    severity: 'error',
    title: `The certificate of ${name} is not trusted`,
    message: `Its fingerprint is ${inPairs(hex)}; it was never seen here, ${unanswered ? 'and nobody was there to trust it' : 'and it was refused'}.`,
    hint: 'Compare the fingerprint with the server’s own and trust it when asked.',
    about,
  })
