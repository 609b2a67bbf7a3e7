import { registerHooks } from 'node:module'

// In a process that was started with --import of this file, `electron` is the stand-in beside it.
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron' ? { url: new URL('./electron.ts', import.meta.url).href, shortCircuit: true } : next(specifier, context),
})
