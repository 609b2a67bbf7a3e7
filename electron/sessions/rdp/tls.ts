import type { Duplex } from 'node:stream'
import { connect as connectTls, type TLSSocket } from 'node:tls'
import { ProblemError } from '../../../shared/model/problem.ts'
import type { ByteStream } from '../../../shared/plugin/shell.ts'
import { unlessAborted } from '../abort.ts'
import { duplexOf } from '../bytes.ts'

/** An RDP server, reached and encrypted. */
export interface RdpTls {
  /** What it answered before the encryption began. */
  readonly confirm: Buffer
  readonly tls: TLSSocket
  /** Its certificates in DER, its own first. */
  readonly chain: readonly Buffer[]
}

/** "I speak TLS, with or without CredSSP" (MS-RDPBCGR 2.2.1.1): what is asked when only the certificate is wanted. */
export const plainRequest = Buffer.from([3, 0, 0, 19, 14, 0xe0, 0, 0, 0, 0, 0, 1, 0, 8, 0, 3, 0, 0, 0])
/** A confirm has 19 bytes; nobody needs many more. */
const longestConfirm = 512

/**
 * Says the connection request to an RDP server, hears its answer and begins TLS. Its certificate is not judged here. Rejects with
 * `rdp.silent`, `rdp.foreign`, `rdp.refused` or `rdp.tls` after closing the stream.
 */
export async function openRdpTls(stream: ByteStream, request: Uint8Array, whom: string, signal: AbortSignal): Promise<RdpTls> {
  const duplex = duplexOf(stream)
  try {
    return await unlessAborted(
      signal,
      async () => {
        duplex.write(request)
        const confirm = await readConfirm(duplex, whom)
        const tls = await encrypt(duplex, whom)
        return { confirm, tls, chain: chainOf(tls) }
      },
      ({ tls }) => tls.destroy(),
    )
  } catch (error) {
    duplex.destroy()
    throw error
  }
}

function readConfirm(duplex: Duplex, whom: string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    let heard: Buffer = Buffer.alloc(0)
    const settle = (end: () => void) => {
      duplex.pause()
      duplex.off('data', listen).off('close', closed).off('error', closed)
      end()
    }
    const fail = (problem: ProblemError) => settle(() => reject(problem))
    const closed = () => fail(rdpProblem('silent', whom, 'closed the connection without an answer'))
    const listen = (data: Buffer) => {
      heard = Buffer.concat([heard, data])
      if (heard.length < 4) return
      const length = heard.readUInt16BE(2)
      if (heard[0] !== 3 || length < 11 || length > longestConfirm) return fail(rdpProblem('foreign', whom, 'does not speak RDP'))
      if (heard.length < length) return
      const confirm = heard.subarray(0, length)
      settle(() => {
        if (heard.length > length) duplex.unshift(heard.subarray(length))
        const refusal = refusalOf(confirm)
        if (refusal) reject(rdpProblem('refused', whom, refusal))
        else resolve(confirm)
      })
    }
    duplex.on('data', listen).once('close', closed).once('error', closed)
    duplex.resume()
  })
}

/** What speaks against going on (MS-RDPBCGR 2.2.1.2): the reason in the answer, or that it offers no TLS. Null when all is well. */
function refusalOf(confirm: Buffer): string | null {
  const type = confirm.length >= 19 ? confirm[11] : undefined
  if (type === 3) return `refuses the connection (${failures[confirm.readUInt32LE(15)] ?? `code ${confirm.readUInt32LE(15)}`})`
  if (type !== 2 || confirm.readUInt32LE(15) === 0) return 'offers only the old RDP encryption, not TLS'
  return null
}

const failures: Record<number, string> = {
  1: 'it requires TLS',
  2: 'it does not allow TLS',
  3: 'it has no certificate',
  4: 'it does not know what was asked',
  5: 'it requires network level authentication',
  6: 'it requires TLS with a client certificate',
}

function encrypt(duplex: Duplex, whom: string): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    // Judged by its fingerprint afterwards, as a host key is: RDP servers sign their certificates themselves.
    const tls = connectTls({ socket: duplex, rejectUnauthorized: false })
    const failed = (error: Error) => reject(rdpProblem('tls', whom, `could not agree on an encryption: ${error.message}`))
    const closed = () => failed(new Error('the connection was closed'))
    tls.once('error', failed).once('close', closed)
    tls.once('secureConnect', () => {
      tls.off('error', failed).off('close', closed)
      resolve(tls)
    })
  })
}

function chainOf(tls: TLSSocket): Buffer[] {
  const chain: Buffer[] = []
  for (let at = tls.getPeerCertificate(true); at?.raw && !chain.some((known) => known.equals(at.raw)); at = at.issuerCertificate) {
    chain.push(at.raw)
  }
  return chain
}

const rdpProblem = (what: 'silent' | 'foreign' | 'refused' | 'tls', whom: string, why: string) =>
  new ProblemError({
    code: `rdp.${what}`,
    severity: 'error',
    title: `No RDP session with ${whom}`,
    message: `${whom} ${why}.`,
    hint: 'See whether an RDP server listens at the port of the session’s settings, and how it is set up.',
  })
