import { expect, test } from 'vitest'
import { readRoute } from '../store/route.ts'
import { readArrival } from './token.ts'

test('the token must be found wherever it stands behind the #, and the place without it', () => {
  expect(readArrival('#token=ab-C_9')).toEqual({ token: 'ab-C_9', place: null })
  expect(readArrival('#token=ab/session/session%3Ax')).toEqual({ token: 'ab', place: '/session/session%3Ax' })
  expect(readArrival('#/session/session%3Ax&token=ab')).toEqual({ token: 'ab', place: '/session/session%3Ax' })
  expect(readArrival('#/runs')).toEqual({ token: null, place: '/runs' })
  expect(readArrival('')).toEqual({ token: null, place: null })
})

test('an address must name its place, and what names none is the Launchpad', () => {
  expect(readRoute('#/composer/service%3Amaps')).toEqual({ place: 'composer', id: 'service:maps' })
  expect(readRoute('#/session/session%3Ax')).toEqual({ place: 'session', id: 'session:x' })
  expect(readRoute('#/nowhere/x')).toEqual({ place: 'launchpad', id: null })
  expect(readRoute('#/runs/%E0%A4%A')).toEqual({ place: 'runs', id: '%E0%A4%A' })
})
