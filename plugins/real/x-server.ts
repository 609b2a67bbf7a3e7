import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createConnection } from 'node:net'
import { join } from 'node:path'

/** An X server of a test's own, under a number that was free. */
export interface XServer extends AsyncDisposable {
  readonly display: string
}

export interface ServerMonitor {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Starts Xvnc with these monitors, which window managers cannot tell from plugged ones. Its files go to `folder`. */
export async function startXServer(folder: string, monitors: readonly ServerMonitor[], args: readonly string[] = []): Promise<XServer> {
  const width = Math.max(...monitors.map((each) => each.x + each.width))
  const height = Math.max(...monitors.map((each) => each.y + each.height))
  const rfb = join(folder, 'rfb')
  const fixed = ['-displayfd', '3', '-geometry', `${width}x${height}`, '-depth', '24', '-rfbport', '-1', '-rfbunixpath', rfb]
  const server = spawn('Xtigervnc', [...fixed, '-SecurityTypes', 'None', '-nolisten', 'tcp', '-noreset', ...args], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  })
  const number = await new Promise<string>((resolve, reject) => {
    server.once('error', reject)
    server.once('exit', () => reject(new Error('the X server ended')))
    server.stdio[3]?.once('data', (data: Buffer) => resolve(data.toString().trim()))
  })
  await setMonitors(rfb, { width, height }, monitors)
  return {
    display: `:${number}`,
    async [Symbol.asyncDispose]() {
      if (server.exitCode !== null || server.signalCode !== null) return
      const gone = once(server, 'exit')
      server.kill()
      await gone
    },
  }
}

/** Plugs monitors in as a VNC viewer with several screens does: RFB 3.8 and its SetDesktopSize. Resolves when the server has done it. */
export async function setMonitors(rfb: string, size: { width: number; height: number }, monitors: readonly ServerMonitor[]): Promise<void> {
  const socket = createConnection(rfb)
  const iterator: AsyncIterator<Buffer> = socket[Symbol.asyncIterator]()
  let held = Buffer.alloc(0)
  const read = async (count: number) => {
    while (held.length < count) {
      const { value, done } = await iterator.next()
      if (done) throw new Error('the X server hung up')
      held = Buffer.concat([held, value])
    }
    const part = held.subarray(0, count)
    held = held.subarray(count)
    return part
  }
  await read(12)
  socket.write('RFB 003.008\n')
  await read((await read(1))[0] ?? 0)
  socket.write(Buffer.of(1))
  await read(4)
  socket.write(Buffer.of(1))
  const name = (await read(24)).readUInt32BE(20)
  await read(name)
  const EXTENDED_DESKTOP_SIZE = -308
  socket.write(words(0x02000001, EXTENDED_DESKTOP_SIZE))
  socket.write(Buffer.concat([Buffer.of(3, 0), halves(0, 0, size.width, size.height)]))
  const screens = monitors.flatMap(({ x, y, width, height }, index) => [words(index + 1), halves(x, y, width, height), words(0)])
  socket.write(Buffer.concat([Buffer.of(251, 0), halves(size.width, size.height), Buffer.of(monitors.length, 0), ...screens]))
  socket.destroy()
}

const words = (...all: readonly number[]) => {
  const bytes = Buffer.alloc(4 * all.length)
  for (const [index, word] of all.entries()) bytes.writeInt32BE(word, 4 * index)
  return bytes
}
const halves = (...all: readonly number[]) => {
  const bytes = Buffer.alloc(2 * all.length)
  for (const [index, half] of all.entries()) bytes.writeUInt16BE(half, 2 * index)
  return bytes
}
