import { Tooltip } from '@mantine/core'
import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react'
import './button.css'

interface Look {
  /** `filled` is what Enter does: one a screen. `soft` asks quietly, `plain` has a border, `quiet` only shows on hover. */
  kind?: 'filled' | 'soft' | 'plain' | 'quiet' | 'danger'
  big?: boolean
  icon?: ReactNode
  ref?: Ref<HTMLButtonElement>
}

/** A button with words. */
export function Button({ kind = 'plain', big, icon, children, className = '', ...rest }: Look & ButtonHTMLAttributes<HTMLButtonElement>) {
  return (
    <button type="button" {...rest} className={`button ${kind} ${big ? 'big' : ''} ${className}`}>
      {icon && <Picture>{icon}</Picture>}
      {children && <span className="cut">{children}</span>}
    </button>
  )
}

/** The words say it all: nobody needs to hear that there is a picture too. */
const Picture = ({ children }: { children: ReactNode }) => (
  <span className="button-picture" aria-hidden>
    {children}
  </span>
)

/** A button with a picture only; `label` is its tooltip and its accessible name. */
export function IconButton({
  label,
  shortcut,
  active,
  className = '',
  children,
  ...rest
}: { label: string; shortcut?: string; active?: boolean; children: ReactNode } & Omit<
  ButtonHTMLAttributes<HTMLButtonElement>,
  'aria-label'
>) {
  return (
    // Over a menu that this button has opened it would only be in the way.
    <Tooltip label={shortcut ? `${label} (${shortcut})` : label} disabled={rest['aria-expanded'] === true}>
      <button
        type="button"
        {...rest}
        aria-label={label}
        aria-pressed={active}
        className={`icon-button ${active ? 'active' : ''} ${className}`}
      >
        <Picture>{children}</Picture>
      </button>
    </Tooltip>
  )
}
