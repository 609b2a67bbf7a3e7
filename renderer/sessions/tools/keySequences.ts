/** One key of a screen, as VNC names it (X keysym) and as the keyboard does (the code of a key event). */
export interface ScreenKey {
  readonly keysym: number
  readonly code: string
}

/** Keys that a browser or desktop keeps for itself, to be sent from a menu. */
export interface KeySequence {
  readonly label: string
  readonly keys: readonly ScreenKey[]
}

const ctrl = { keysym: 0xffe3, code: 'ControlLeft' }
const alt = { keysym: 0xffe9, code: 'AltLeft' }
const functionKey = (number: number): ScreenKey => ({ keysym: 0xffbd + number, code: `F${number}` })

/** For screens, as groups of a menu. Keysyms: https://www.x.org/releases/current/doc/xproto/x11protocol.html, appendix A. */
export const SCREEN_SEQUENCES: readonly (readonly KeySequence[])[] = [
  [
    { label: 'Ctrl-Alt-Del', keys: [ctrl, alt, { keysym: 0xffff, code: 'Delete' }] },
    { label: 'Alt-Tab', keys: [alt, { keysym: 0xff09, code: 'Tab' }] },
    { label: 'Alt-F4', keys: [alt, functionKey(4)] },
    { label: 'Super', keys: [{ keysym: 0xffeb, code: 'MetaLeft' }] },
    { label: 'Print', keys: [{ keysym: 0xff61, code: 'PrintScreen' }] },
  ],
  [1, 2, 3, 4, 5, 6, 7].map((number) => ({ label: `Ctrl-Alt-F${number}`, keys: [ctrl, alt, functionKey(number)] })),
]

/** Every key pressed in turn, and released the other way round, as fingers do it. */
export function strokesOf({ keys }: KeySequence): readonly (ScreenKey & { readonly down: boolean })[] {
  return [...keys.map((key) => ({ ...key, down: true })), ...keys.toReversed().map((key) => ({ ...key, down: false }))]
}

/** For terminals: chords that close or open tabs of a browser before a page hears of them. */
export const TERMINAL_SEQUENCES: readonly { readonly label: string; readonly text: string }[] = [
  { label: 'Ctrl-C', text: '\u0003' },
  { label: 'Ctrl-D', text: '\u0004' },
  { label: 'Ctrl-N', text: '\u000e' },
  { label: 'Ctrl-T', text: '\u0014' },
  { label: 'Ctrl-W', text: '\u0017' },
  { label: 'Ctrl-Z', text: '\u001a' },
  { label: 'Escape', text: '\u001b' },
  { label: 'F11', text: '\u001b[23~' },
]
