import { expect, test } from 'vitest'
import { fingerprint } from './fingerprint.ts'

test('the same text has the same fingerprint, and a changed letter another', () => {
  const text = 'scenario: Mine\nseed: 7\n'.repeat(50)
  expect(fingerprint(text)).toBe(fingerprint(`${text}`))
  const others = Array.from(text, (_, at) => `${text.slice(0, at)}#${text.slice(at + 1)}`)
  const seen = new Set([text, ...others, `${text} `].map(fingerprint))
  expect(seen.size).toBe(new Set([text, ...others, `${text} `]).size)
})

test('it is short, whatever the text is', () => {
  expect(fingerprint('')).toMatch(/^[0-9a-f]{16}-0$/)
  expect(fingerprint('消息'.repeat(100_000)).length).toBeLessThan(64)
})
