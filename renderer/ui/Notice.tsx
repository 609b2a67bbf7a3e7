import { IconAlertTriangle, IconBulb } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { Problem } from '../../shared/model/problem.ts'
import { StateGlyph } from './StateGlyph.tsx'
import './pieces.css'

/** A Problem for people: title, what was seen, what to try, code; the raw output folded away. `children` are its actions. */
export function Notice({ problem, children }: { problem: Problem; children?: ReactNode }) {
  return (
    <div className={`notice ${problem.severity}`} role="alert">
      {problem.severity === 'error' ? (
        <StateGlyph state="failed" size={16} word="problem" />
      ) : (
        <IconAlertTriangle size={16} stroke={1.75} color="var(--starting)" aria-label="warning" />
      )}
      <div className="stack grow">
        <div className="row">
          <h2 className="grow">{problem.title}</h2>
          <code className="code">{problem.code}</code>
        </div>
        <p>{problem.message}</p>
        {problem.hint && (
          <p className="try">
            <IconBulb size={16} stroke={1.75} aria-hidden />
            <b>Try this:</b> {problem.hint}
          </p>
        )}
        {problem.detail && (
          <details>
            <summary className="small quiet">Details</summary>
            <pre>{problem.detail}</pre>
          </details>
        )}
        {children && (
          <div className="row" style={{ marginTop: 8 }}>
            {children}
          </div>
        )}
      </div>
    </div>
  )
}
