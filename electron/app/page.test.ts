import { expect, test } from 'vitest'
import { contentSecurityPolicy } from './page.ts'

test('the policy must forbid everything that is not listed, scripts from elsewhere and being framed', () => {
  const policy = contentSecurityPolicy()
  expect(policy).toContain("default-src 'none'; script-src 'self' 'wasm-unsafe-eval';")
  expect(policy).toContain("frame-ancestors 'none'")
  expect(policy).not.toContain("'unsafe-eval'")
})

test('a page may speak with its own origin and the named sockets, and with nobody else', () => {
  expect(contentSecurityPolicy()).toContain("connect-src 'self';")
  expect(contentSecurityPolicy(['ws://127.0.0.1:7'])).toContain("connect-src 'self' ws://127.0.0.1:7;")
})
