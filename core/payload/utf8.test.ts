import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cutUtf8, decodeUtf8 } from './utf8.ts'

/** What the platform makes of the same bytes, or null. */
function platform(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return null
  }
}
const ours = (bytes: Uint8Array) => {
  const decoded = decodeUtf8(bytes)
  return decoded.valid ? decoded.text : null
}

test('random bytes are accepted, refused and decoded as the platform does', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
      expect(ours(bytes)).toBe(platform(bytes))
    }),
    { numRuns: 5000 },
  )
})

test('every first and second byte of a sequence is judged as the platform does', () => {
  for (let first = 0; first < 256; first++)
    for (let second = 0; second < 256; second++) {
      const bytes = new Uint8Array([first, second, 0x80, 0x80])
      expect(ours(bytes)).toBe(platform(bytes))
    }
})

test('text longer than a chunk comes back whole', () => {
  const text = 'é请😀x'.repeat(20_000)
  expect(ours(new TextEncoder().encode(text))).toBe(text)
})

test('a cut never goes through a character', () => {
  const bytes = new TextEncoder().encode('aé请😀')
  for (let most = 0; most <= bytes.length; most++) expect(ours(cutUtf8(bytes, most))).not.toBe(null)
})
