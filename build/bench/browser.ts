import { fileURLToPath } from 'node:url'
import { chromium, type Browser } from 'playwright'
import { findChromium } from '../../electron/chromium/find.ts'

/** The same screen for whatever is compared. */
export const VIEWPORT = { width: 1440, height: 900 }

/** The Chromium of this computer, without a window. Rejects when there is none. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = findChromium()
  if (!executablePath) throw new Error('there is no Chromium on this computer')
  return chromium.launch({
    executablePath,
    chromiumSandbox: process.getuid?.() !== 0,
    args: [
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}

/** A script that is run in the page, from the folder `page`. */
export const pageScript = (name: string): string => fileURLToPath(new URL(`./page/${name}`, import.meta.url))
