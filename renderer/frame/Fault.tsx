import { Component, type ReactNode } from 'react'
import { problemOf } from '../store/view.ts'
import { Button } from '../ui/Button.tsx'
import { Notice } from '../ui/Notice.tsx'

/** Catches a fault of one part of the screen, so that the rest stays usable; what runs is never touched by it. */
export class Fault extends Component<{ children: ReactNode }, { cause: unknown }> {
  override state: { cause: unknown } = { cause: null }
  static getDerivedStateFromError(cause: unknown) {
    return { cause }
  }
  override render() {
    const { cause } = this.state
    if (cause === null) return this.props.children
    return (
      <div style={{ padding: 24, maxWidth: 720 }}>
        <Notice problem={problemOf(cause)}>
          <Button onClick={() => this.setState({ cause: null })}>Show it again</Button>
          <Button onClick={() => location.reload()}>Reload the window</Button>
        </Notice>
      </div>
    )
  }
}
