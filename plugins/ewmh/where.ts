import { cookieFor, type XServer } from '../../shared/logic/x-server.ts'
import type { Context } from '../../shared/plugin/plugin.ts'

/** The cookie for a server in an X authority file of the shell's place; null where there is none. */
export async function cookieIn({ shell, signal }: Context, file: string, { number }: XServer): Promise<Uint8Array | null> {
  const [read, host] = await Promise.all([
    shell.run('od', ['-An', '-v', '-tx1', '--', file], { okCodes: [0, 1], signal }),
    shell.run('uname', ['-n'], { signal }),
  ])
  const cookie = read.code === 0 ? cookieFor(hexBytes(read.stdout), number, host.stdout.trim()) : null
  return cookie?.data ?? null
}

const hexBytes = (text: string): Uint8Array => Uint8Array.from(text.match(/[0-9a-f]{2}/g) ?? [], (pair) => Number.parseInt(pair, 16))
