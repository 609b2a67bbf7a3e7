import { join } from 'node:path'
import { become } from './setup/command.mjs'
import { ensureDesktop } from './setup/desktop.mjs'
import { projectRoot } from './setup/paths.mjs'

/**
 * `npm run package`: installers of the desktop app for this system, into dist/packages. What follows goes to electron-builder,
 * as in `npm run package -- --dir`. ELECTRON_OVERRIDE_DIST_PATH names a runtime that is here already.
 */
await ensureDesktop()
const builder = join(projectRoot, 'node_modules', 'electron-builder', 'cli.js')
const runtime = process.env.ELECTRON_OVERRIDE_DIST_PATH
const dist = runtime ? [`--config.electronDist=${runtime}`] : []
const config = join(projectRoot, 'build', 'electron-builder.yml')
await become(
  process.execPath,
  [builder, '--projectDir', projectRoot, '--config', config, '--publish', 'never', ...dist, ...process.argv.slice(2)],
  process.env,
)
