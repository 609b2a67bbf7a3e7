import type { ExitCode, Output } from './output.ts'
import type { Tools } from './verbs.ts'

/** What reading the words of a command asks of whoever started it. */
export interface ProgramWish {
  readonly version: string
  readonly description: string
  readonly output: Output
  /** Prints text that was asked for, such as help. */
  print(text: string): void
  /** Runs a verb on the engine of that data folder; never rejects. */
  run(data: string | undefined, verb: (tools: Tools) => Promise<ExitCode>): Promise<ExitCode>
  /** Whether an engine runs already. */
  runs(data: string | undefined): boolean
  /** Becomes the app, or the engine without a window. */
  become(what: 'app' | 'daemon', args: readonly string[]): Promise<void>
}
