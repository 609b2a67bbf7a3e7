import { Backend } from '@devolutions/iron-remote-desktop-rdp'
import { scanCode } from './scancodes.ts'

const { DeviceEvent, InputTransaction } = Backend
type Wanted = ReturnType<typeof DeviceEvent.mouseMove>

/** What takes keys and pointer of a session. */
export interface InputTaker {
  applyInputs(transaction: InstanceType<typeof InputTransaction>): void
  releaseAllInputs(): void
  synchronizeLockKeys(scroll: boolean, num: boolean, caps: boolean, kana: boolean): void
}

/** Hands every key and every movement over the canvas to the session, until the signal ends. */
export function takeInput(canvas: HTMLCanvasElement, taker: InputTaker, signal: AbortSignal): void {
  const send = (...events: readonly Wanted[]) => {
    const transaction = new InputTransaction()
    for (const event of events) transaction.addEvent(event)
    taker.applyInputs(transaction)
  }
  const at = ({ clientX, clientY }: MouseEvent): Wanted => {
    const { left, top, width, height } = canvas.getBoundingClientRect()
    const clamped = (share: number, size: number) => Math.max(0, Math.min(size - 1, Math.round(share * size)))
    return DeviceEvent.mouseMove(clamped((clientX - left) / width, canvas.width), clamped((clientY - top) / height, canvas.height))
  }
  const key = (event: KeyboardEvent) => {
    // Ctrl+F6 is the one chord that leads out of a session.
    if (event.key === 'F6' && event.ctrlKey) return
    const code = scanCode(event.code)
    if (code === null) return
    event.preventDefault()
    send(event.type === 'keydown' ? DeviceEvent.keyPressed(code) : DeviceEvent.keyReleased(code))
  }
  const listen = <K extends keyof HTMLElementEventMap>(type: K, act: (event: HTMLElementEventMap[K]) => void) =>
    canvas.addEventListener(type, act, { signal, passive: false })
  listen('keydown', key)
  listen('keyup', key)
  listen('focus', () => taker.synchronizeLockKeys(false, false, false, false))
  listen('blur', () => taker.releaseAllInputs())
  listen('pointermove', (event) => send(at(event)))
  listen('pointerdown', (event) => {
    event.preventDefault()
    canvas.focus()
    canvas.setPointerCapture(event.pointerId)
    send(at(event), DeviceEvent.mouseButtonPressed(event.button))
  })
  listen('pointerup', (event) => send(at(event), DeviceEvent.mouseButtonReleased(event.button)))
  listen('contextmenu', (event) => event.preventDefault())
  listen('wheel', (event) => {
    event.preventDefault()
    const vertical = event.deltaY !== 0
    send(DeviceEvent.wheelRotations(vertical, -(vertical ? event.deltaY : event.deltaX), event.deltaMode))
  })
}

/** Keys that no keyboard can send from here, by their codes: pressed in turn, released the other way round. */
export function press(taker: InputTaker, names: readonly string[]): void {
  const codes = names.flatMap((name) => scanCode(name) ?? [])
  const transaction = new InputTransaction()
  for (const code of codes) transaction.addEvent(DeviceEvent.keyPressed(code))
  for (const code of codes.toReversed()) transaction.addEvent(DeviceEvent.keyReleased(code))
  taker.applyInputs(transaction)
}
