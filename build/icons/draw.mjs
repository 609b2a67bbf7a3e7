import { readFileSync } from 'node:fs'
import { chromium } from '@playwright/test'
import { findChromium } from '../../electron/chromium/find.ts'

/** `node build/icons/draw.mjs`: draws icon.png from icon.svg anew, in the size that every package format scales from. */
const side = 1024
const executablePath = findChromium()
if (!executablePath) throw new Error('Drawing the icon needs a Chromium on this computer.')
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-quic'] })
try {
  const page = await browser.newPage({ viewport: { width: side, height: side } })
  const svg = readFileSync(new URL('./icon.svg', import.meta.url), 'utf8')
  await page.setContent(`<style>body{margin:0}svg{display:block;width:100vw;height:100vh}</style>${svg}`)
  await page.screenshot({ path: new URL('./icon.png', import.meta.url).pathname, omitBackground: true })
} finally {
  await browser.close()
}
