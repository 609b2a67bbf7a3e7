/** Keys in the order of their codes in set 1 of PC keyboards, which RDP speaks; `-` is a code that no key has. */
const plain = `- Escape Digit1 Digit2 Digit3 Digit4 Digit5 Digit6 Digit7 Digit8 Digit9 Digit0 Minus Equal Backspace Tab
KeyQ KeyW KeyE KeyR KeyT KeyY KeyU KeyI KeyO KeyP BracketLeft BracketRight Enter ControlLeft KeyA KeyS
KeyD KeyF KeyG KeyH KeyJ KeyK KeyL Semicolon Quote Backquote ShiftLeft Backslash KeyZ KeyX KeyC KeyV
KeyB KeyN KeyM Comma Period Slash ShiftRight NumpadMultiply AltLeft Space CapsLock F1 F2 F3 F4 F5
F6 F7 F8 F9 F10 Pause ScrollLock Numpad7 Numpad8 Numpad9 NumpadSubtract Numpad4 Numpad5 Numpad6 NumpadAdd Numpad1
Numpad2 Numpad3 Numpad0 NumpadDecimal - - IntlBackslash F11 F12 NumpadEqual`.split(/\s+/)

/** Those with the prefix E0. */
const extended: Readonly<Record<string, number>> = {
  NumpadEnter: 0x1c,
  ControlRight: 0x1d,
  NumpadDivide: 0x35,
  PrintScreen: 0x37,
  AltRight: 0x38,
  NumLock: 0x45,
  Home: 0x47,
  ArrowUp: 0x48,
  PageUp: 0x49,
  ArrowLeft: 0x4b,
  ArrowRight: 0x4d,
  End: 0x4f,
  ArrowDown: 0x50,
  PageDown: 0x51,
  Insert: 0x52,
  Delete: 0x53,
  MetaLeft: 0x5b,
  MetaRight: 0x5c,
  ContextMenu: 0x5d,
}

/** The scan code of a key by its `KeyboardEvent.code`; null for a key that PC keyboards do not have. */
export function scanCode(code: string): number | null {
  const prefixed = extended[code]
  if (prefixed !== undefined) return 0xe000 + prefixed
  const at = plain.indexOf(code)
  return at > 0 ? at : null
}
