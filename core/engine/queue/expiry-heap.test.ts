import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ExpiryHeap } from './expiry-heap.ts'

test('the first to expire is found whatever heads came and went', () => {
  const step = fc.record({
    queue: fc.nat(30),
    deadlineUs: fc.oneof(fc.integer({ min: 1, max: 50 }), fc.constant(Number.POSITIVE_INFINITY)),
    told: fc.boolean(),
  })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200, size: 'max' }), (steps) => {
      const deadlines: number[] = new Array(31).fill(Number.POSITIVE_INFINITY)
      const heap = new ExpiryHeap((queue) => deadlines[queue]!)
      for (const { queue, deadlineUs, told } of steps) {
        const later = deadlineUs >= deadlines[queue]!
        deadlines[queue] = deadlineUs
        if (told || !later) heap.headChanged(queue, deadlineUs)
        const first = Math.min(...deadlines)
        expect(heap.firstUs()).toBe(first)
        expect(heap.first()).toBe(
          first === Number.POSITIVE_INFINITY ? -1 : deadlines.indexOf(first),
        )
      }
    }),
  )
})
