import { fileURLToPath } from 'node:url'
import { chromium, type Browser } from 'playwright'
import { findChromium } from '../../electron/chromium/find.ts'
import { PLAIN } from '../../electron/chromium/switches.ts'
import { interruption } from './interruption.ts'

/** The same screen for whatever is compared. */
export const VIEWPORT = { width: 1440, height: 900 }

/** The Chromium of this computer, without a window; an interruption closes it under its pages. Rejects when there is none. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = findChromium()
  if (!executablePath) throw new Error('there is no Chromium on this computer')
  interruption.throwIfAborted()
  const browser = await chromium.launch({
    executablePath,
    chromiumSandbox: process.getuid?.() !== 0,
    args: [...PLAIN],
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  })
  const end = () => void browser.close()
  interruption.addEventListener('abort', end)
  browser.once('disconnected', () => interruption.removeEventListener('abort', end))
  if (interruption.aborted) end()
  return browser
}

/** A script that is run in the page, from the folder `page`. */
export const pageScript = (name: string): string => fileURLToPath(new URL(`./page/${name}`, import.meta.url))
