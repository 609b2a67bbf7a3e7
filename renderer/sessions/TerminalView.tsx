import '@xterm/xterm/css/xterm.css'
import { FitAddon } from '@xterm/addon-fit'
import { SearchAddon } from '@xterm/addon-search'
import { Terminal } from '@xterm/xterm'
import { useEffect, useRef, useState } from 'react'
import type { SessionId } from '../../shared/model/id.ts'
import { engine } from '../client/engine.ts'
import { attempt } from '../store/view.ts'
import type { Attached } from './attachment.ts'
import { hold, type } from './tools/broadcast.ts'
import { actOf, type TerminalAct } from './tools/chords.ts'
import { clipboardText, copyText } from './tools/clipboard.ts'
import { colour } from './tools/colour.ts'
import { fontStep } from './tools/fontSize.ts'
import { mustAsk, pasteOf, type Paste } from './tools/paste.ts'
import { PasteQuestion } from './tools/PasteQuestion.tsx'
import { changeLook, lookOf, useLook } from './tools/sessionLook.ts'
import { TerminalFind } from './tools/TerminalFind.tsx'
import { textOf } from './tools/terminalText.ts'

/** What the title bar can ask of a terminal. */
export interface TerminalTools {
  act(what: TerminalAct): void
  /** Gives it the keyboard. */
  focus(): void
  /** As if it had been typed. */
  type(text: string): void
  /** All that it still knows. */
  text(): string
}

interface Made {
  readonly terminal: Terminal
  readonly fit: FitAddon
  readonly search: SearchAddon
}

/** A terminal. Its scroll-back stays over a reconnect. Where `keys`, it takes the keyboard. */
export function TerminalView({
  attached,
  session,
  name,
  keys,
  onTools,
}: {
  attached: Attached
  session: SessionId
  /** What other terminals of the page call it. */
  name: string
  keys: boolean
  onTools(tools: TerminalTools | null): void
}) {
  const place = useRef<HTMLDivElement>(null)
  const made = useRef<Made | null>(null)
  const { font } = useLook(session)
  const [finding, setFinding] = useState<SearchAddon | null>(null)
  const [asked, setAsked] = useState<Paste | null>(null)

  useEffect(() => {
    const area = place.current
    if (!area) return
    const terminal = new Terminal({ ...settings(), fontSize: lookOf(session).font })
    const fit = new FitAddon()
    const search = new SearchAddon()
    terminal.loadAddon(fit)
    terminal.loadAddon(search)
    terminal.open(area)
    made.current = { terminal, fit, search }

    const take = (copied: string) => {
      const paste = pasteOf(copied)
      if (mustAsk(paste) && !lookOf(session).pastes) setAsked(paste)
      else terminal.paste(paste.text)
    }
    const act = (what: TerminalAct) => {
      if (what === 'find') setFinding(search)
      else if (what === 'copy') attempt(() => copyText(terminal.getSelection()))
      else if (what === 'paste') attempt(async () => take(await clipboardText()))
      else changeLook(session, { font: fontStep(lookOf(session).font, what) })
    }
    terminal.attachCustomKeyEventHandler((event) => {
      const what = actOf(event)
      if (!what || (what === 'copy' && !terminal.hasSelection())) return true
      // Pasting is left to the browser: it brings the text in an event, and asks nobody for leave.
      if (what === 'paste') return false
      event.preventDefault()
      if (event.type === 'keydown') act(what)
      return false
    })
    const listening = new AbortController()
    // Before the terminal's own: also for the middle button, where the desktop has a primary selection.
    const pasted = (event: ClipboardEvent) => {
      event.preventDefault()
      event.stopPropagation()
      take(event.clipboardData?.getData('text/plain') ?? '')
    }
    area.addEventListener('paste', pasted, { capture: true, signal: listening.signal })
    const middle = (event: MouseEvent) => {
      if (event.button === 1 && !PRIMARY_SELECTION && terminal.modes.mouseTrackingMode === 'none') act('paste')
    }
    area.addEventListener('auxclick', middle, { signal: listening.signal })
    onTools({ act, focus: () => terminal.focus(), type: (text) => terminal.input(text), text: () => textOf(terminal.buffer.active) })

    const watch = new ResizeObserver(() => fit.fit())
    watch.observe(area)
    // Cells are measured with the font that is there; once ours has come they are measured again.
    void document.fonts.load('13px "JetBrains Mono"').then(() => made.current?.fit.fit())
    return () => {
      listening.abort()
      watch.disconnect()
      onTools(null)
      made.current = null
      terminal.dispose()
    }
  }, [session, onTools])

  useEffect(() => {
    const { terminal, fit } = made.current ?? {}
    if (!terminal || !fit) return
    const { bytes, stream } = attached
    const typed = terminal.onData((text) => type(session, text, (own) => bytes.write(new TextEncoder().encode(own))))
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
  }, [attached, session])

  useEffect(() => hold(session, { name, write: (text) => attached.bytes.write(new TextEncoder().encode(text)) }), [attached, session, name])
  useEffect(() => {
    const { terminal, fit } = made.current ?? {}
    if (!terminal || terminal.options.fontSize === font) return
    terminal.options.fontSize = font
    fit?.fit()
  }, [font])
  useEffect(() => {
    if (keys) made.current?.terminal.focus()
  }, [keys])

  const answer = (paste: Paste, yes: boolean, always: boolean) => {
    setAsked(null)
    if (always) changeLook(session, { pastes: true })
    made.current?.terminal.focus()
    if (yes) made.current?.terminal.paste(paste.text)
  }
  const foundIt = () => {
    setFinding(null)
    made.current?.terminal.focus()
  }
  return (
    <>
      <div ref={place} className="terminal-place" data-owns-keys />
      {finding && <TerminalFind search={finding} onClose={foundIt} />}
      {asked && <PasteQuestion paste={asked} onAnswer={(yes, always) => answer(asked, yes, always)} />}
    </>
  )
}

/** There the middle button pastes what is selected anywhere, and the browser does it. */
const PRIMARY_SELECTION = navigator.userAgent.includes('Linux') && !navigator.userAgent.includes('Android')

const settings = () => ({
  fontFamily: '"JetBrains Mono", monospace',
  lineHeight: 1.2,
  cursorBlink: !matchMedia('(prefers-reduced-motion: reduce)').matches,
  scrollback: 10_000,
  // What was found is marked by decorations, which are not in xterm's settled interface yet.
  allowProposedApi: true,
  theme: {
    background: colour('--terminal-bg'),
    foreground: colour('--terminal-fg'),
    cursor: colour('--terminal-fg'),
    selectionBackground: '#6f86ff55',
  },
})
