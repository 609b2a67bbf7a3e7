import { parentPort, workerData } from 'node:worker_threads'
import type { Task } from './apart.ts'
import { importEdit } from './import.ts'
import { exportText } from './text.ts'

// Runs beside the engine: reads or writes one big document, answers, and is ended.

const task: Task = workerData
parentPort?.postMessage('text' in task ? importEdit(task.text, task.current) : exportText(task.entries))
