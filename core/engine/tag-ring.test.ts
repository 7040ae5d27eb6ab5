import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ghost, RingSpace, TagRing } from './tag-ring.ts'

test('tags count from 1 and settle once', () => {
  const ring = new TagRing(new RingSpace())
  expect([ring.push(70), ring.skip(), ring.push(71)]).toEqual([1, 2, 3])
  expect([ring.take(2), ring.take(3), ring.take(3), ring.take(1), ring.take(4)]).toEqual([
    -1, 71, -1, 70, -1,
  ])
})

test('a ghost keeps its tag', () => {
  const ring = new TagRing(new RingSpace())
  ring.push(5)
  ring.push(6)
  ring.haunt((slot) => slot === 5)
  expect([ring.take(1), ring.take(1), ring.take(2)]).toEqual([ghost, -1, 6])
})

test('however deliveries are settled, the ring agrees with a list', () => {
  const step = fc.record({
    verb: fc.constantFrom('push', 'push', 'push', 'skip', 'take', 'take', 'upTo'),
    pick: fc.nat(40),
  })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 300, size: 'max' }), (steps) => {
      const ring = new TagRing(new RingSpace())
      let list: { tag: number; slot: number }[] = []
      for (const [index, { verb, pick }] of steps.entries()) {
        if (verb === 'push') list.push({ tag: ring.push(index), slot: index })
        else if (verb === 'skip') ring.skip()
        else if (verb === 'take') {
          const tag = Math.max(0, ring.lastTag - pick)
          const wanted = list.find((entry) => entry.tag === tag)
          expect(ring.has(tag)).toBe(wanted !== undefined)
          expect(ring.take(tag)).toBe(wanted?.slot ?? -1)
          list = list.filter((entry) => entry !== wanted)
        } else {
          const tag = ring.lastTag - pick
          const taken: number[] = []
          for (let slot = ring.takeUpTo(tag); slot >= 0; slot = ring.takeUpTo(tag)) taken.push(slot)
          expect(taken).toEqual(list.filter((entry) => entry.tag <= tag).map(({ slot }) => slot))
          list = list.filter((entry) => entry.tag > tag)
        }
        expect(ring.outstanding).toBe(list.length)
      }
    }),
  )
})

test('one delivery held while a million pass costs no memory for those that passed', () => {
  const ring = new TagRing(new RingSpace())
  ring.push(7)
  for (let i = 0; i < 1_000_000; i++) ring.take(ring.push(i))
  expect(ring.capacity).toBe(16)
  expect(ring.take(1)).toBe(7)
})
