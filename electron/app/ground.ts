import { availableParallelism, machine, totalmem } from 'node:os'
import type { Ground } from '../../shared/logic/start-input.ts'

/** What this computer has for its guests. */
export const groundFacts = (): Ground => ({
  architecture: machine(),
  memoryMib: Math.floor(totalmem() / 2 ** 20),
  cpus: availableParallelism(),
})
