import { ProblemError } from '../../shared/model/problem.ts'
import type { Ran, RunOptions } from '../../shared/plugin/shell.ts'

/** More than this on standard output is a mistake of the caller, not an answer. Bytes. */
export const outputLimit = 32 * 1024 * 1024
/** Of standard error only the end is kept. Bytes. */
const errorLimit = 256 * 1024

/** Bytes as they come, up to a limit: past it the oldest are dropped, and `flooded` tells. */
export interface Collector {
  take(data: Buffer): void
  readonly flooded: boolean
  text(): string
}

export function collector(limit: number): Collector {
  const chunks: Buffer[] = []
  let size = 0
  let flooded = false
  return {
    take(data) {
      chunks.push(data)
      size += data.byteLength
      for (let first = chunks[0]; size > limit && first && chunks.length > 1; first = chunks[0]) {
        flooded = true
        size -= first.byteLength
        chunks.shift()
      }
    },
    get flooded() {
      return flooded
    },
    text: () => Buffer.concat(chunks).toString('utf8'),
  }
}

export const outputs = () => ({ stdout: collector(outputLimit), stderr: collector(errorLimit) })

/** The answer of a command, or the Problem `command.failed` when its code is none of `okCodes`. */
export function judge(command: string, where: string, ran: Ran, options: RunOptions | undefined): Ran {
  if ((options?.okCodes ?? [0]).includes(ran.code)) return ran
  const said = ran.stderr.trim().split('\n').at(-1)?.trim() ?? ''
  throw new ProblemError({
    code: 'command.failed',
    severity: 'error',
    title: `${command} failed on ${where}`,
    message: said ? `${command} ended with code ${ran.code} and said: ${said}` : `${command} ended with code ${ran.code} and said nothing.`,
    detail: ran.stderr.slice(-4_000) || ran.stdout.slice(-4_000),
  })
}

export function commandMissing(command: string, where: string): ProblemError {
  return new ProblemError({
    code: 'command.missing',
    severity: 'error',
    title: `${command} is not installed on ${where}`,
    message: `There is no program ${command} on ${where}, or it is not in the search path.`,
    hint: `Install the package that brings ${command}, or add its folder to PATH.`,
  })
}

export function commandFlood(command: string, where: string): ProblemError {
  return new ProblemError({
    code: 'command.flood',
    severity: 'error',
    title: `${command} wrote too much`,
    message: `${command} on ${where} wrote more than ${outputLimit / 1024 / 1024} MiB and was stopped.`,
    hint: 'Ask it for less, or let it write to a file.',
  })
}

export function commandCut(command: string, where: string): ProblemError {
  return new ProblemError({
    code: 'command.cut',
    severity: 'error',
    title: `${command} was cut off on ${where}`,
    message: `The session of ${command} on ${where} was closed before it told how it ended.`,
    hint: `Look at the log of the SSH server of ${where}.`,
  })
}
