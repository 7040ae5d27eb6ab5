import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bytesOfBase64 } from './base64.ts'

test('base64 gives back the bytes it was made of', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      expect([...bytesOfBase64(Buffer.from(bytes).toString('base64'))]).toEqual([...bytes])
    }),
  )
})
