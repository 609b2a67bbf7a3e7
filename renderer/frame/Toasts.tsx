import { IconX } from '@tabler/icons-react'
import { useEffect } from 'react'
import { useView, type Toast } from '../store/view.ts'
import { Button, IconButton } from '../ui/Button.tsx'
import { Notice } from '../ui/Notice.tsx'
import './overlays.css'

const SHORT_MS = 6_000

/** What the screen has to say for a moment. Problems stay until they are put away. */
export function Toasts() {
  const toasts = useView((view) => view.toasts)
  return (
    <section className="toasts" aria-label="Messages" aria-live="polite">
      {toasts.map((toast) => (
        <Message key={toast.id} toast={toast} />
      ))}
    </section>
  )
}

function Message({ toast }: { toast: Toast }) {
  const dismiss = useView((view) => view.dismiss)
  useEffect(() => {
    if (toast.problem) return
    const timer = setTimeout(() => dismiss(toast.id), SHORT_MS)
    return () => clearTimeout(timer)
  }, [toast, dismiss])
  const close = (
    <IconButton label="Put away" className="small" onClick={() => dismiss(toast.id)}>
      <IconX size={14} stroke={1.75} />
    </IconButton>
  )
  if (toast.problem)
    return (
      <div className="toast problem">
        <Notice problem={toast.problem} />
        {close}
      </div>
    )
  return (
    <div className="toast row">
      <span className="grow">{toast.text}</span>
      {toast.action && (
        <Button
          kind="soft"
          onClick={() => {
            toast.action?.run()
            dismiss(toast.id)
          }}
        >
          {toast.action.label}
        </Button>
      )}
      {close}
    </div>
  )
}
