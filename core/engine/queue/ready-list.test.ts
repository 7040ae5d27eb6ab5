import fc from 'fast-check'
import { expect, test } from 'vitest'
import { MessagePages } from '#core/engine/message-pages.ts'
import { ReadyList } from './ready-list.ts'

test('whatever is taken and in whatever order it comes back, the list is in enqueue order', () => {
  const step = fc.record({
    verb: fc.constantFrom('append', 'take', 'take', 'back', 'back'),
    pick: fc.nat(),
  })
  // Orders wrap in the middle of the run.
  const start = 0x7fffffff - 20
  fc.assert(
    fc.property(fc.array(step, { maxLength: 150, size: 'max' }), (steps) => {
      const pages = new MessagePages()
      const list = new ReadyList()
      let expected: number[] = []
      const taken: number[] = []
      let entered = 0
      for (const { verb, pick } of steps) {
        if (verb === 'append') {
          const slot = pages.allocate(0, 1, (start + entered++) | 0, 0, 0, 0)
          list.append(pages, slot)
          expected.push(slot)
        } else if (verb === 'take' && expected.length > 0) {
          expect(list.takeHead(pages)).toBe(expected[0])
          taken.push(expected.shift()!)
        } else if (verb === 'back' && taken.length > 0) {
          const [slot] = taken.splice(pick % taken.length, 1)
          list.putBack(pages, slot!)
          // Slots were never freed, so their numbers are in enqueue order too.
          expected = [...expected, slot!].sort((a, b) => a - b)
        }
        const found: number[] = []
        for (let slot = list.head; slot >= 0; slot = pages.link(slot)) found.push(slot)
        expect(found).toEqual(expected)
        expect([list.count, list.tail]).toEqual([expected.length, expected.at(-1) ?? -1])
      }
    }),
  )
})
