import type { Line } from './report.ts'

/** What can be measured, in the order in which it is: what needs quiet first. Each part is loaded only when it is wanted. */
export const lines: readonly { readonly name: string; readonly title: string; measure(): Promise<Line> }[] = [
  { name: 'plan', title: 'planning', measure: async () => (await import('./planning.ts')).planning() },
  { name: 'run', title: 'the engine in a run of simulated machines', measure: async () => (await import('./engine.ts')).engine() },
  { name: 'scale', title: 'a run of 100,000 simulated machines', measure: async () => (await import('./scale.ts')).scale() },
  {
    name: 'looking',
    title: 'watching running machines while nothing changes',
    measure: async () => (await import('./looking.ts')).looking(),
  },
  { name: 'search', title: 'search over 10,000 machines', measure: async () => (await import('./search.ts')).search() },
  { name: 'bundle', title: 'the screen that is loaded first', measure: async () => (await import('./bundle.ts')).bundle() },
  { name: 'paint', title: 'the Launchpad with 10,000 machines', measure: async () => (await import('./paint.ts')).paint() },
  { name: 'canvas', title: 'a canvas of 300 nodes', measure: async () => (await import('./canvas.ts')).canvas() },
  { name: 'windows', title: '40 windows to their places', measure: async () => (await import('./windows.ts')).windows() },
  { name: 'launch', title: 'Circus Exploration beside a shell script', measure: async () => (await import('./launch.ts')).launch() },
  { name: 'stack', title: 'a stack of twelve guests beside other tools', measure: async () => (await import('./stack.ts')).stack() },
]
