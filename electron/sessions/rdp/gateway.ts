import { duplexPair, pipeline, type Duplex } from 'node:stream'
import { ProblemError } from '../../../shared/model/problem.ts'
import type { ByteStream, Terminal } from '../../../shared/plugin/shell.ts'
import { byteStream } from '../bytes.ts'
import { type CleanPathRequest, printCleanPath, printCleanPathError, readCleanPath } from './rd-clean-path.ts'
import { openRdpTls, type RdpTls } from './tls.ts'

export interface GatewayWish {
  /** Connects to the RDP server: not before the page has asked, which a person may take their time for. */
  server(signal: AbortSignal): Promise<ByteStream>
  readonly whom: string
  /** Rejects for a certificate that is not the trusted one. */
  check(certificate: Buffer): Promise<unknown>
}

/** From the page's request to the end of the handshake. Milliseconds. */
const handshakeMs = 30_000

/**
 * Stands between a page with IronRDP and an RDP server: takes the page's request, speaks TLS with the server, and then carries what is
 * inside. Gives the page's side; when it closes it tells why.
 */
export function rdpGateway({ server, whom, check }: GatewayWish): Terminal {
  const [near, far] = duplexPair()
  let why: string | null = null
  const over = new AbortController()
  const giveUp = (reason: string) => {
    why ??= reason
    if (far.writable) far.end(printCleanPathError())
    over.abort(new Error(reason))
    // What was said last is still on its way.
    far.once('finish', () => near.destroy())
  }
  near.once('close', () => {
    over.abort(new Error('the page has gone'))
    far.destroy()
  })
  far.on('error', () => near.destroy())
  const connect = async () => {
    const { x224 } = await requestOf(far)
    const signal = AbortSignal.any([over.signal, AbortSignal.timeout(handshakeMs)])
    const opened = await openRdpTls(await server(signal), x224, whom, signal)
    await check(opened.chain[0] ?? Buffer.alloc(0)).catch((cause: unknown) => {
      opened.tls.destroy()
      throw cause
    })
    carry(far, opened, whom, (reason) => {
      why ??= reason
      near.destroy()
    })
  }
  connect().catch((cause: unknown) => {
    if (cause instanceof ProblemError) giveUp(cause.problem.message)
    else if (cause instanceof Error && cause.name === 'TimeoutError')
      giveUp(`${whom} did not finish its RDP handshake in ${handshakeMs / 1000} s.`)
    else giveUp(cause instanceof Error ? cause.message : String(cause))
  })
  return {
    ...byteStream(
      near,
      () => why,
      () => near.destroy(),
    ),
    resize() {},
  }
}

function requestOf(far: Duplex): Promise<CleanPathRequest> {
  return new Promise((resolve, reject) => {
    let heard: Buffer = Buffer.alloc(0)
    const listen = (data: Buffer) => {
      heard = Buffer.concat([heard, data])
      const request = readCleanPath(heard)
      if (request === 'more') return
      far.off('data', listen)
      far.pause()
      if (request === 'foreign') {
        reject(new Error('The page asked for something else than an RDP session.'))
        return
      }
      if (heard.length > request.length) far.unshift(heard.subarray(request.length))
      resolve(request)
    }
    far.on('data', listen)
    far.once('close', () => reject(new Error('The page has gone.')))
  })
}

function carry(far: Duplex, { confirm, chain, tls }: RdpTls, whom: string, ended: (reason: string) => void): void {
  far.write(printCleanPath(confirm, chain, whom))
  const broken = (error: NodeJS.ErrnoException | null) => {
    tls.destroy()
    ended(error ? `The connection to ${whom} broke: ${error.message}.` : `${whom} ended the RDP session.`)
  }
  pipeline(tls, far, broken)
  pipeline(far, tls, broken)
}
