import { existsSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { run } from './command.mjs'

const quiet = ['--no-audit', '--no-fund', '--no-update-notifier', '--loglevel=error']

/**
 * Runs npm with the Node that brought it. Install scripts are off: everything needed comes ready made, and an old npm would
 * compile for a Node that is not the one used.
 *
 * @param {readonly string[]} args @param {string} cwd
 */
export function npm(args, cwd) {
  const script = npmScript()
  const all = [...args, '--ignore-scripts', ...quiet]
  return script ? run(process.execPath, [script, ...all], { cwd, quiet: true }) : run('npm', all, { cwd, quiet: true })
}

/** Npm's own file: the one that called us, or the one beside this Node. */
function npmScript() {
  const caller = process.env.npm_execpath
  if (caller && /^npm(-cli)?\.[cm]?js$/.test(basename(caller))) return caller
  const beside = join(dirname(process.execPath), 'node_modules', 'npm', 'bin', 'npm-cli.js')
  return existsSync(beside) ? beside : null
}
