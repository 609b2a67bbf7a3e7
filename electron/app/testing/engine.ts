import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { cli } from '../../../plugins/cli/index.ts'
import { simulated } from '../../../plugins/sim/index.ts'
import { browserDesk } from '../browser-desk.ts'
import type { Desk } from '../desk.ts'
import { openEngine, type OpenEngine, type OpenWish } from './open-engine.ts'

export interface TestEngine extends OpenEngine {
  readonly desk: Desk
  readonly data: string
}

export interface EngineWish extends Partial<Omit<OpenWish, 'home'>> {
  /** The data folder of an engine that ran before. */
  readonly data?: string
}

/** A whole engine on a real database in a folder of its own. Ended with the test. */
export async function testEngine({
  plugins = [simulated(), cli],
  desk = browserDesk(),
  data,
  ...more
}: EngineWish = {}): Promise<TestEngine> {
  const home = data ?? (await mkdtemp(join(tmpdir(), 'composer-')))
  const engine = openEngine({ ...more, home, plugins, desk })
  onTestFinished(async () => {
    await engine.end()
    if (data === undefined) await rm(home, { recursive: true, force: true })
  })
  return { ...engine, desk, data: home }
}
