import fc from 'fast-check'
import { expect, test } from 'vitest'
import { TimerKind, Timers } from './timers.ts'

test('the first to be due is found whatever came and went, in the order of subjects and kinds', () => {
  const kinds = [TimerKind.expiry, TimerKind.retry] as const
  const step = fc.record({
    subject: fc.nat(30),
    kind: fc.constantFrom(...kinds),
    dueUs: fc.oneof(fc.integer({ min: 1, max: 50 }), fc.constant(Number.POSITIVE_INFINITY)),
    told: fc.boolean(),
  })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200, size: 'max' }), (steps) => {
      const due: number[] = new Array(62).fill(Number.POSITIVE_INFINITY)
      const fired: number[] = []
      const timers = new Timers()
      for (const kind of kinds) {
        timers.rule(kind, {
          dueUs: (subject) => due[subject * 2 + kind]!,
          fire: (subject) => fired.push(subject * 2 + kind),
        })
      }
      for (const { subject, kind, dueUs, told } of steps) {
        const at = subject * 2 + kind
        const later = dueUs >= due[at]!
        due[at] = dueUs
        if (told || !later) timers.changed(kind, subject, dueUs)
        const firstUs = Math.min(...due)
        expect(timers.firstUs()).toBe(firstUs)
        if (firstUs === Number.POSITIVE_INFINITY) continue
        timers.fireFirst()
        expect(fired.pop()).toBe(due.indexOf(firstUs))
      }
    }),
  )
})
