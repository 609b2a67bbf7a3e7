import '@xterm/xterm/css/xterm.css'
import { FitAddon } from '@xterm/addon-fit'
import { Terminal } from '@xterm/xterm'
import { useEffect, useRef } from 'react'
import { engine } from '../client/engine.ts'
import type { Attached } from './attachment.ts'

const colour = (name: string) => getComputedStyle(document.documentElement).getPropertyValue(name).trim()

/** A terminal. Its scroll-back stays over a reconnect. Where `keys`, it takes the keyboard. */
export function TerminalView({ attached, keys }: { attached: Attached; keys: boolean }) {
  const place = useRef<HTMLDivElement>(null)
  const made = useRef<{ terminal: Terminal; fit: FitAddon } | null>(null)

  useEffect(() => {
    if (!place.current) return
    const terminal = new Terminal({
      fontFamily: '"JetBrains Mono", monospace',
      fontSize: 13,
      lineHeight: 1.2,
      cursorBlink: !matchMedia('(prefers-reduced-motion: reduce)').matches,
      scrollback: 10_000,
      theme: {
        background: colour('--terminal-bg'),
        foreground: colour('--terminal-fg'),
        cursor: colour('--terminal-fg'),
        selectionBackground: '#6f86ff55',
      },
    })
    const fit = new FitAddon()
    terminal.loadAddon(fit)
    terminal.open(place.current)
    terminal.attachCustomKeyEventHandler((event) => !copies(event, terminal))
    made.current = { terminal, fit }
    const watch = new ResizeObserver(() => fit.fit())
    watch.observe(place.current)
    // Cells are measured with the font that is there; once ours has come they are measured again.
    void document.fonts.load('13px "JetBrains Mono"').then(() => made.current?.fit.fit())
    return () => {
      watch.disconnect()
      made.current = null
      terminal.dispose()
    }
  }, [])

  useEffect(() => {
    const { terminal, fit } = made.current ?? {}
    if (!terminal || !fit) return
    const { bytes, stream } = attached
    const typed = terminal.onData((text) => bytes.write(new TextEncoder().encode(text)))
    const raw = terminal.onBinary((text) => bytes.write(Uint8Array.from(text, (letter) => letter.charCodeAt(0))))
    const resized = terminal.onResize(({ cols, rows }) => void engine['session.resize']({ stream, columns: cols, rows }).catch(() => {}))
    bytes.onData((data) => terminal.write(data))
    fit.fit()
    // The far end was given a size before ours was known.
    void engine['session.resize']({ stream, columns: terminal.cols, rows: terminal.rows }).catch(() => {})
    return () => {
      typed.dispose()
      raw.dispose()
      resized.dispose()
    }
  }, [attached])

  useEffect(() => {
    if (keys) made.current?.terminal.focus()
  }, [keys])
  return <div ref={place} className="terminal-place" data-owns-keys />
}

/** Ctrl+Shift+C copies, as in every terminal; without a selection it goes to the machine. */
function copies(event: KeyboardEvent, terminal: Terminal): boolean {
  if (event.type !== 'keydown' || !event.ctrlKey || !event.shiftKey || event.code !== 'KeyC' || !terminal.hasSelection()) return false
  event.preventDefault()
  void navigator.clipboard.writeText(terminal.getSelection()).catch(() => {})
  return true
}
