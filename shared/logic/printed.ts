const ESCAPE = String.fromCharCode(27)
const BELL = String.fromCharCode(7)
/** Colours and cursor moves (CSI), titles (OSC, up to BEL or ESC \), and two-letter escapes. */
const orders = new RegExp(`${ESCAPE}(\\[[0-?]*[ -/]*[@-~]|\\][^${BELL}${ESCAPE}]*(${BELL}|${ESCAPE}\\\\)|[()][A-Z0-9]|[@-Z=>])`, 'g')

/** What a console printed, without the orders to a terminal that mean nothing on paper; lines end with one line feed. */
export const printed = (text: string): string => text.replace(orders, '').replace(/\r+\n/g, '\n')
