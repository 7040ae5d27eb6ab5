import { expect, test } from 'vitest'
import { fuzzFrames, fuzzSequences } from './fuzz.ts'

test('frames with something wrong in them are answered or end the connection', () => {
  const { sent, closes, connections } = fuzzFrames(7, 20_000)
  expect(sent).toBe(20_000)
  expect(connections).toBeGreaterThan(100)
  expect([...closes.keys()].some((said) => said.includes('501 FRAME_ERROR'))).toBe(true)
})

test('methods in any order are answered or end the connection', () => {
  const { closes } = fuzzSequences(7, 500)
  for (const code of ['404 NOT_FOUND', '406 PRECONDITION_FAILED', '504 CHANNEL_ERROR'])
    expect([...closes.keys()].some((said) => said.includes(code))).toBe(true)
})
