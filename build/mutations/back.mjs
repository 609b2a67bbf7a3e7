/** Faults of taking back, and of going on after a crash. @type {readonly import('./faults.mjs').Fault[]} */
export const backFaults = [
  {
    what: 'what carries goes before what stands on it',
    promise: 'back',
    file: 'logic/take-back.ts',
    find: 'needs: [...new Set(first.map(({ to }) => to))].flatMap(',
    replace: 'needs: [].flatMap(',
  },
  {
    what: 'what was not done is taken back as well',
    promise: 'back',
    file: 'logic/take-back.ts',
    find: 'if (!did.has(step.id)) continue',
    replace: 'if (did.size === 0) continue',
  },
  {
    what: 'the order is lost through what is not taken back',
    promise: 'back',
    file: 'logic/take-back.ts',
    find: 'passes: (id) => waiting.has(id)',
    replace: 'passes: () => false',
  },
  {
    what: 'what was on before is taken for started by the run',
    promise: 'only',
    file: 'logic/plan-up.ts',
    find: "  if (seen === 'on' || seen === 'starting') return null\n",
    replace: '',
  },
  {
    what: 'what was under way in a crash is forgotten',
    promise: 'only',
    file: 'logic/retry.ts',
    find: ' || cameTrueSince(step, record, seen)',
    replace: '',
  },
  {
    what: 'what began is not known any more after a crash',
    promise: 'only',
    file: 'logic/live-run.ts',
    find: "began: step.began ?? (status === 'running' ? at : null)",
    replace: 'began: null',
  },
  {
    what: 'the work before the crash is forgotten',
    promise: 'only',
    file: 'logic/retry.ts',
    find: '    chain.unshift(before)\n',
    replace: '',
  },
  {
    what: 'only the last run knows what came after what',
    promise: 'across',
    file: 'logic/retry.ts',
    find: 'needs: strictestNeeds([...known.needs, ...planned.needs])',
    replace: 'needs: planned.needs',
  },
]
