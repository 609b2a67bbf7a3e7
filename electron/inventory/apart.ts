import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { Entry } from '../../shared/model/document.ts'
import { type Import, importEdit } from './import.ts'
import { exportText } from './text.ts'

/** What is asked of the worker. */
export type Task = { readonly text: string; readonly current: readonly Entry[] } | { readonly entries: readonly Entry[] }

/** Below these the work takes less than starting a worker does. Above, YAML of 10,000 machines would hold up the engine for seconds. */
const fewLetters = 32_000
const fewEntries = 100

/** `importEdit`, without holding up whoever asks. */
export async function importApart(text: string, current: readonly Entry[]): Promise<Import> {
  return text.length <= fewLetters ? importEdit(text, current) : apart<Import>({ text, current })
}

/** `exportText`, without holding up whoever asks. */
export async function exportApart(entries: readonly Entry[]): Promise<string> {
  return entries.length <= fewEntries ? exportText(entries) : apart<string>({ entries })
}

/** One worker for one task; the answer is typed by the task that `text-worker.ts` carries out. */
async function apart<T extends Import | string>(task: Task): Promise<T> {
  const worker = new Worker(new URL('./text-worker.ts', import.meta.url), { workerData: task })
  try {
    const [answer]: T[] = await once(worker, 'message')
    if (answer === undefined) throw new Error('the worker answered nothing')
    return answer
  } finally {
    await worker.terminate()
  }
}
