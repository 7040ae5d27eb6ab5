/**
 * A key called `__proto__` in foreign data must never reach a shared prototype. Nothing can be added to
 * `Object.prototype` in tests, and after each file what it held is still what it holds. Freezing it outright would also
 * forbid `{}.valueOf = …`, which is legal and which libraries do.
 */
import { afterAll, expect } from 'vitest'

Object.preventExtensions(Object.prototype)
const before = Object.getOwnPropertyDescriptors(Object.prototype)

afterAll(() => {
  expect(Object.getOwnPropertyDescriptors(Object.prototype)).toEqual(before)
})
