/** What a person is asked before the app ends, and what each answer means. */
export interface QuitQuestion {
  readonly title: string
  readonly message: string
  /** In the order shown; Enter takes the first, Escape the last. */
  readonly answers: readonly { readonly label: string; readonly does: QuitAnswer }[]
}
export type QuitAnswer = 'leave' | 'stop' | 'stay'

/** Quitting asks only when something runs: machines outlive the app, and whoever quits should know. */
export function quitQuestion(running: readonly string[]): QuitQuestion | null {
  if (running.length === 0) return null
  const names = running.length > 3 ? `${running.slice(0, 3).join(', ')} and ${running.length - 3} more` : running.join(', ')
  return {
    title: 'Quit ServiceComposer?',
    message: `Still up: ${names}. Machines can go on running without the app; it finds them again at its next start.`,
    answers: [
      { label: 'Quit, leave them running', does: 'leave' },
      { label: 'Stop them, then quit', does: 'stop' },
      { label: 'Do not quit', does: 'stay' },
    ],
  }
}
