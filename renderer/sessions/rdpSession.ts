import { Backend, displayControl, init } from '@devolutions/iron-remote-desktop-rdp'
import type { ByteStream } from '../../shared/plugin/shell.ts'
import { addressFor } from './pageSocket.ts'
import { press, takeInput } from './rdpInput.ts'

/** Who logs in. It stays in this page's memory, for the next connection of the same window. */
export interface RdpLogin {
  readonly user: string
  readonly password: string
  readonly domain: string
}

export interface RdpWish {
  readonly canvas: HTMLCanvasElement
  readonly bytes: ByteStream
  readonly login: RdpLogin
  /** Of the far desktop, in px. */
  readonly size: { readonly width: number; readonly height: number }
}

/** A session that is shown. */
export interface RdpSession {
  /** Resolves with the reason when the far side ended it in order; rejects when it broke. */
  readonly ended: Promise<string>
  resize(width: number, height: number): void
  /** Presses these keys, by their `KeyboardEvent.code`, one after the other, and lets them go the other way round. */
  press(codes: readonly string[]): void
  end(): void
}

/** Why a session did not come about, for people; `login` when another password may help. */
export class RdpRefused extends Error {
  readonly login: boolean
  constructor(message: string, login: boolean) {
    super(message)
    this.login = login
  }
}

/** RDP wants even widths, and no desktop smaller than this. */
const sized = (size: number) => Math.max(200, Math.min(8192, size - (size % 2)))
let loaded: Promise<void> | null = null

/** Logs in and draws onto the canvas. Rejects with RdpRefused. */
export async function openRdp({ canvas, bytes, login, size }: RdpWish): Promise<RdpSession> {
  loaded ??= init('WARN')
  await loaded
  const setCursor = (kind: string, image: string | undefined, x = 0, y = 0) => {
    canvas.style.cursor =
      kind === 'url' && image ? `url(${image}) ${Math.round(x)} ${Math.round(y)}, default` : kind === 'hidden' ? 'none' : 'default'
  }
  const session = await new Backend.SessionBuilder()
    .proxyAddress(addressFor(bytes))
    .authToken('none')
    .destination('server')
    .username(login.user)
    .password(login.password)
    .serverDomain(login.domain)
    .renderCanvas(canvas)
    .desktopSize(new Backend.DesktopSize(sized(size.width), sized(size.height)))
    .setCursorStyleCallbackContext(null)
    .setCursorStyleCallback(setCursor)
    .extension(displayControl(true))
    .connect()
    .catch((cause: unknown) => Promise.reject(refusal(cause)))
  const over = new AbortController()
  takeInput(canvas, session, over.signal)
  const ended = session.run().then(
    (info) => info.reason(),
    (cause: unknown) => Promise.reject(refusal(cause)),
  )
  const close = () => over.abort()
  ended.then(close, close)
  return {
    ended,
    resize: (width, height) => session.resize(sized(width), sized(height)),
    press: (codes) => press(session, codes),
    end() {
      over.abort()
      session.shutdown()
    },
  }
}

/** By the numbers of IronRDP's own kinds: a wrong password, a log-on that failed, access denied. */
const aboutLogin = new Set([1, 2, 3])

function refusal(cause: unknown): RdpRefused {
  if (
    cause instanceof Object &&
    'kind' in cause &&
    typeof cause.kind === 'function' &&
    'backtrace' in cause &&
    typeof cause.backtrace === 'function'
  )
    return new RdpRefused(String(cause.backtrace()).split('\n')[0] ?? '', aboutLogin.has(Number(cause.kind())))
  return new RdpRefused(cause instanceof Error ? cause.message : String(cause), false)
}
