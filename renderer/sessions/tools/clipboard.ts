import { ProblemError } from '../../../shared/model/problem.ts'

/** Puts a text on the clipboard. Rejects with a ProblemError where the browser does not let a page do that. */
export async function copyText(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text)
  } catch (cause) {
    throw forbidden('The text was not copied', 'Allow this page to use the clipboard, or select the text and press Ctrl+Insert.', cause)
  }
}

/** What is on the clipboard. Rejects with a ProblemError where the browser does not let a page look. */
export async function clipboardText(): Promise<string> {
  try {
    return await navigator.clipboard.readText()
  } catch (cause) {
    throw forbidden('Nothing was pasted', 'Press Ctrl+Shift+V or the middle mouse button in the terminal: that needs no leave.', cause)
  }
}

function forbidden(title: string, hint: string, cause: unknown): ProblemError {
  return new ProblemError({
    code: 'clipboard.forbidden',
    severity: 'error',
    title,
    message: `The browser keeps the clipboard from this page: ${cause instanceof Error ? cause.message : String(cause)}`,
    hint,
  })
}
