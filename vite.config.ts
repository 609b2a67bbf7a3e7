import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { ownWasm } from './build/own-wasm.ts'

/** The screen, into dist/renderer: one page that the daemon serves and the desktop loads from `app://`. Relative, so it may lie anywhere. */
export default defineConfig({
  root: 'renderer',
  base: './',
  plugins: [react(), ownWasm()],
  build: {
    outDir: '../dist/renderer',
    emptyOutDir: true,
    target: 'es2023',
    sourcemap: false,
    chunkSizeWarningLimit: 2_000,
    // Fonts stay files: the content policy of the page allows none from data: addresses.
    assetsInlineLimit: 0,
  },
})
