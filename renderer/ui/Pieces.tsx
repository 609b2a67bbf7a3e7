import type { ReactNode } from 'react'
import './pieces.css'

/** A small label: a tag, a kind, a key. */
export function Chip({ children, dashed }: { children: ReactNode; dashed?: boolean }) {
  return <span className={`chip ${dashed ? 'dashed' : ''}`}>{children}</span>
}

/** A chip that can be chosen, with its count. */
export function ChipButton({
  chosen,
  count,
  children,
  onClick,
}: {
  chosen: boolean
  count?: number
  children: ReactNode
  onClick: () => void
}) {
  return (
    <button type="button" className={`chip choice ${chosen ? 'chosen' : ''}`} aria-pressed={chosen} onClick={onClick}>
      {children}
      {count !== undefined && <span className="number count">{count}</span>}
    </button>
  )
}

/** One line of a form: the label column is 92 px, what follows takes the rest; `help` and `error` stand below. */
export function FieldRow({
  label,
  help,
  error,
  htmlFor,
  children,
}: {
  label: string
  help?: string | undefined
  error?: string | undefined
  htmlFor?: string
  children: ReactNode
}) {
  return (
    <div className="field-row">
      <label htmlFor={htmlFor} title={help}>
        {label}
      </label>
      <div className="stack grow">
        {children}
        {error && (
          <p className="field-error" role="alert">
            {error}
          </p>
        )}
      </div>
    </div>
  )
}

/** One fact: a name and what was seen. */
export function Fact({ name, children, mono }: { name: string; children: ReactNode; mono?: boolean }) {
  return (
    <div className="fact">
      <dt>{name}</dt>
      <dd className={mono ? 'mono' : ''}>{children}</dd>
    </div>
  )
}

/** A titled part of a panel, with its own actions at the right. */
export function Section({ title, aside, children }: { title: string; aside?: ReactNode; children: ReactNode }) {
  return (
    <section className="section" aria-label={title}>
      <header className="row">
        <h3 className="grow">{title}</h3>
        {aside}
      </header>
      {children}
    </section>
  )
}

/** A place with nothing in it: says what belongs here and how it gets here. */
export function EmptyState({
  icon,
  title,
  children,
  actions,
}: {
  icon?: ReactNode
  title: string
  children?: ReactNode
  actions?: ReactNode
}) {
  return (
    <div className="empty-state">
      {icon}
      <h2>{title}</h2>
      {children && <p className="second">{children}</p>}
      {actions && <div className="row">{actions}</div>}
    </div>
  )
}

/** How far something is, against what was expected. `share` is 0 to 1; null while nobody knows. */
export function Progress({ share, label }: { share: number | null; label: string }) {
  return (
    <div
      className={`progress ${share === null ? 'open' : ''}`}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={share === null ? undefined : Math.round(share * 100)}
    >
      <span style={{ width: `${Math.min(1, share ?? 0.3) * 100}%` }} />
    </div>
  )
}
