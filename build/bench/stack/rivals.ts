import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { endMachinesBelow } from '../../../electron/sessions/testing/left.ts'
import { bounded, follow } from '../processes.ts'
import { AT_ONCE, tree, type Guest } from './tree.ts'

/** Another way to bring the same guests up, from its command to all ready. */
export interface Rival {
  readonly title: string
  up(): Promise<void>
  down(): Promise<void>
}

export const upScript = fileURLToPath(new URL('./up.sh', import.meta.url))

/** The names of the tree, layer by layer. */
export function layers(): readonly (readonly string[])[] {
  const depthOf = (guest: Guest): number => (guest.needs === null ? 0 : 1 + depthOf(tree.find(({ name }) => name === guest.needs) ?? guest))
  return [...Map.groupBy(tree, depthOf).values()].map((guests) => guests.map(({ name }) => name))
}

/** An overloaded computer may well take minutes. */
const PATIENCE_S = 900

/** Runs to its end, but not for ever. */
export const patiently = (command: string, args: readonly string[], env: NodeJS.ProcessEnv) => bounded(PATIENCE_S, command, args, env)

/** What people write: each layer at once, when the one before is ready. */
export const shellScript = (home: string, env: NodeJS.ProcessEnv): Rival => ({
  title: 'hand-written shell script, layer after layer',
  up: () => patiently('bash', [upScript, home, 'layers', ...layers().map((names) => names.join(','))], env),
  down: () => endMachinesBelow(home),
})

/** The true dependencies, the same probes, and as many at a time. */
export async function make(home: string, env: NodeJS.ProcessEnv): Promise<Rival> {
  const rules = tree.map(({ name, needs }) => `${name}: ${needs ?? ''}\n\t@bash ${upScript} ${home} one $@\n`)
  const names = tree.map(({ name }) => name).join(' ')
  const file = join(home, 'Makefile')
  await writeFile(file, [`all: ${names}\n`, `.PHONY: all ${names}\n`, ...rules].join('\n'))
  return {
    title: `make -j${AT_ONCE}`,
    up: () => patiently('make', ['-s', '-f', file, `-j${AT_ONCE}`, 'all'], env),
    down: () => endMachinesBelow(home),
  }
}

const POOL = 3
const GAVE_UP = 'gave up: '

/**
 * Starts all in no order, three at a time, as GNS3 does; then somebody who never sleeps starts those again that gave up because what
 * they need was not there, as soon as it is. `restarts` is told how many that were.
 */
export function pool(home: string, env: NodeJS.ProcessEnv & { readonly QEMU: string }, restarts: (count: number) => void): Rival {
  const begin = async (name: string) => {
    const args = (await readFile(join(home, `${name}.args`), 'utf8')).split('\n').slice(0, -1)
    await follow(env.QEMU, args, env, () => undefined)
  }
  return {
    title: 'a pool of three without order, what gave up started again',
    async up() {
      const queue = tree.map(({ name }) => name)
      const worker = async () => {
        for (let name = queue.shift(); name !== undefined; name = queue.shift()) await begin(name)
      }
      await Promise.all(Array.from({ length: POOL }, worker))
      const ready = new Set<string>()
      let again = 0
      const answered = async ({ name, needs }: Guest) => {
        const answers = patiently('bash', [upScript, home, 'answers', name], env).then(() => ready.add(name))
        void answers.catch(() => undefined)
        while (!ready.has(name)) {
          const said = await readFile(join(home, name, 'serial.log'), 'utf8').catch(() => '')
          if (said.includes(GAVE_UP) && (needs === null || ready.has(needs))) {
            again++
            await endMachinesBelow(join(home, name))
            await begin(name)
          }
          await Promise.race([answers, setTimeout(100)])
        }
      }
      await Promise.all(tree.map(answered))
      restarts(again)
    },
    down: () => endMachinesBelow(home),
  }
}
