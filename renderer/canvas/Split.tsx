import { useBench } from './bench.ts'

const limits = { left: [180, 420], right: [260, 560], drawer: [120, 560] } as const

/** The edge of a panel: drag it, or move it by the arrow keys, to make the panel wider or higher. */
export function Split({ of }: { of: 'left' | 'right' | 'drawer' }) {
  const size = useBench((bench) => bench.sizes[of])
  const [least, most] = limits[of]
  const resize = (to: number): void => {
    const { sizes, set } = useBench.getState()
    set({ sizes: { ...sizes, [of]: Math.min(most, Math.max(least, Math.round(to))) } })
  }
  const sign = of === 'left' ? 1 : -1
  return (
    <div
      className={`split ${of}`}
      role="separator"
      tabIndex={0}
      aria-label={`Size of the ${of === 'drawer' ? 'drawer' : `${of} panel`}`}
      aria-orientation={of === 'drawer' ? 'horizontal' : 'vertical'}
      aria-valuenow={size}
      aria-valuemin={least}
      aria-valuemax={most}
      onKeyDown={(event) => {
        if (event.key === 'ArrowRight' || event.key === 'ArrowDown') resize(size + sign * 16)
        else if (event.key === 'ArrowLeft' || event.key === 'ArrowUp') resize(size - sign * 16)
        else return
        event.preventDefault()
      }}
      onPointerDown={(down) => {
        down.currentTarget.setPointerCapture(down.pointerId)
        const element = down.currentTarget
        const move = (event: PointerEvent) =>
          resize(size + sign * (of === 'drawer' ? event.clientY - down.clientY : event.clientX - down.clientX))
        element.addEventListener('pointermove', move)
        element.addEventListener('lostpointercapture', () => element.removeEventListener('pointermove', move), { once: true })
      }}
    />
  )
}
