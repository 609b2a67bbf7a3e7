import { execFile } from 'node:child_process'

/**
 * Runs a program to its end and gives what it printed. Rejects with the last lines of its complaint.
 * @param {string} command @param {readonly string[]} args @param {{ cwd?: string, signal?: AbortSignal }} [options]
 * @returns {Promise<string>}
 */
export const run = (command, args, options = {}) =>
  new Promise((resolve, reject) => {
    execFile(command, args, { ...options, maxBuffer: 256 * 2 ** 20, env: { ...process.env, LC_ALL: 'C' } }, (error, stdout, stderr) => {
      if (!error) return resolve(stdout)
      const complaint = stderr.trim().split('\n').slice(-3).join('\n')
      reject(new Error(`${command} ${args.join(' ')}: ${complaint || error.message}`, { cause: error }))
    })
  })
