import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { chromium } from '@playwright/test'
import { findChromium } from '../../electron/chromium/find.ts'
import { PLAIN } from '../../electron/chromium/switches.ts'

/**
 * `node build/icons/draw.mjs`: draws the pictures from icon.svg anew: one that every package format scales from, and those of the
 * tray, for screens of both densities.
 */
const pictures = { 'icon.png': 1024, 'tray.png': 24, 'tray@2x.png': 48 }

const executablePath = findChromium()
if (!executablePath) throw new Error('Drawing the icon needs a Chromium on this computer.')
const svg = readFileSync(new URL('./icon.svg', import.meta.url), 'utf8')
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', ...PLAIN] })
try {
  for (const [name, side] of Object.entries(pictures)) {
    const page = await browser.newPage({ viewport: { width: side, height: side } })
    await page.setContent(`<style>body{margin:0}svg{display:block;width:100vw;height:100vh}</style>${svg}`)
    await page.screenshot({ path: fileURLToPath(new URL(`./${name}`, import.meta.url)), omitBackground: true })
  }
} finally {
  await browser.close()
}
