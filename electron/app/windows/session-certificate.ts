import type { Shell, Socket } from '../../../shared/plugin/shell.ts'
import { within } from '../../engine/clock.ts'
import { showSocket } from '../../sessions/dial.ts'
import { plainRequest, openRdpTls } from '../../sessions/rdp/tls.ts'
import type { RdpCertificates, RdpHost } from '../../sessions/rdp/certificates.ts'
import type { Placed } from './session-place.ts'

const CERTIFICATE_MS = 20_000

/** Who the RDP server of a session is, by the machine and the place there: not by the tunnel that happens to lead to it. */
export const rdpHostOf = ({ member, session, title }: Placed, to: Socket): RdpHost => ({
  name: title,
  alias: `${member.machine.id}/${showSocket(to)}`,
  about: session.id,
})

/** Looks at the certificate of an RDP server and asks about it: a viewer that is started then takes this one and no other. */
export async function trustedCertificate(
  certificates: RdpCertificates,
  placed: Placed,
  shell: Shell,
  to: Socket,
  ending: AbortSignal,
): Promise<string> {
  const signal = within(CERTIFICATE_MS, ending)
  const { tls, chain } = await openRdpTls(await shell.connect(to, signal), plainRequest, placed.title, signal)
  tls.destroy()
  return certificates.check(rdpHostOf(placed, to), chain[0] ?? Buffer.alloc(0))
}
