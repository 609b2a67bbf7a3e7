/** Chromium shows our pages and does nothing else on the network: it asks nobody for updates, and greets nobody. */
export const QUIET = ['--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'] as const

/** And for the pages of tests and measurements, which must look the same on every computer. */
export const PLAIN = [...QUIET, '--disable-gpu', '--disable-quic'] as const
