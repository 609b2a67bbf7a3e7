import type { ByteStream } from '../../shared/plugin/shell.ts'

/** How much a server may say before its SSH banner (RFC 4253 §4.2 allows other lines first). */
const PATIENCE = 8_192

/** The first `SSH-…` line that a stream says; null when it ends or speaks something else. Rejects when `signal` aborts. */
export function readBanner(stream: ByteStream, signal: AbortSignal): Promise<string | null> {
  return new Promise((resolve, reject) => {
    let said = ''
    const decoder = new TextDecoder()
    const aborted = () => reject(signal.reason)
    const answer = (banner: string | null) => {
      signal.removeEventListener('abort', aborted)
      resolve(banner)
    }
    signal.addEventListener('abort', aborted, { once: true })
    stream.onData((data) => {
      said += decoder.decode(data, { stream: true })
      const banner = /(?:^|\n)(SSH-[^\r\n]*)\r?\n/.exec(said)?.[1]
      if (banner) answer(banner)
      else if (said.length > PATIENCE) answer(null)
    })
    stream.onClose(() => answer(null))
    if (signal.aborted) aborted()
  })
}
