import type { Context, Launch, Near, Target } from '../../shared/plugin/plugin.ts'
import { ProblemError } from '../../shared/model/problem.ts'
import { hostPort } from '../native.ts'
import type { RdpOptions } from './options.ts'
import { whereOf } from './where.ts'

/**
 * FreeRDP's viewer (xfreerdp(1)): it takes the one certificate that was trusted here, reads the password from its input, and asks the
 * server for another size when its window gets one.
 */
export async function freeRdp(context: Context, target: Target<RdpOptions>, near: Near): Promise<Launch> {
  context.signal.throwIfAborted()
  const { options, name } = target
  const where = whereOf(target)
  const program = await near.program(['xfreerdp', 'xfreerdp3', 'wlfreerdp'])
  const fingerprint = await near.certificate(where)
  const at = await near.reach(where)
  if ('path' in at) throw onSocket(target)
  const user = options.user ?? near.user
  const password = await context.secret()
  const words = [
    `/v:${hostPort(at)}`,
    ...(user === null ? [] : [`/u:${user}`]),
    ...(options.domain === '' ? [] : [`/d:${options.domain}`]),
    `/cert:fingerprint:sha256:${inPairs(fingerprint)}`,
    `/t:${name}`,
    '/dynamic-resolution',
    '/from-stdin',
  ]
  return { where: 'here', argv: [program, ...words], stdin: `${password ?? ''}\n` }
}

/** As FreeRDP prints it, and only so compares it: `ab:12:…`. */
const inPairs = (hex: string) => (hex.match(/../g) ?? []).join(':')

const onSocket = ({ id, name }: Target<RdpOptions>) =>
  new ProblemError({
    code: 'rdp.socket',
    severity: 'error',
    title: `FreeRDP cannot reach ${name}`,
    message: `The RDP server of ${name} is a Unix socket, which FreeRDP does not connect to.`,
    hint: 'Choose the embedded viewer in the settings of the session.',
    about: id,
  })
