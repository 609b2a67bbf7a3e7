import { renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import pino from 'pino'

/** The engine's log: what nobody expected, with its stack. It stays on this computer. */
export interface Log {
  readonly file: string
  write(cause: unknown): void
  end(): void
}

/** A longer log is put aside when the engine starts; one old log is kept. In bytes. */
const LONGEST = 5 << 20

/** Opens `<data>/engine.log`, which only this user can read. */
export function openLog(data: string): Log {
  const file = join(data, 'engine.log')
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > LONGEST) renameSync(file, `${file}.1`)
  const destination = pino.destination({ dest: file, sync: true, mode: 0o600 })
  const logger = pino({ base: { pid: process.pid }, timestamp: pino.stdTimeFunctions.isoTime }, destination)
  // A disk too full for the log must not end what drives real machines: then the terminal is told.
  const untold = (why: unknown, cause: unknown) => process.stderr.write(`${file}: ${String(why)}\n${String(cause)}\n`)
  destination.on('error', (why: unknown) => untold(why, ''))
  return {
    file,
    write(cause) {
      try {
        if (cause instanceof Error) logger.error(cause)
        else logger.error({ cause }, String(cause))
      } catch (why) {
        untold(why, cause)
      }
    },
    end: () => destination.end(),
  }
}
