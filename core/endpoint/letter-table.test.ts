import fc from 'fast-check'
import { expect, test } from 'vitest'
import { LetterTable } from './letter-table.ts'
import type { Letter } from './letters.ts'

function letterOf(id: number): Letter {
  const from = id % 1000
  return {
    span: { bytes: Uint8Array.of(id & 0xff), from, to: from + 7 },
    bodyFrom: from + 3,
    isChanged: id % 3 === 0,
    replyTo: id % 5 === 0 ? `reply.${id}` : null,
  }
}

test('Whatever comes, is counted and goes, the table holds what a Map would', () => {
  const id = fc.oneof(
    fc.integer({ min: 1, max: 60 }),
    // Numbers that share their low 32 bits are still different messages.
    fc.integer({ min: 0, max: 8 }).map((high) => high * 2 ** 32 + 7),
    fc.integer({ min: 1, max: 2 ** 47 }),
  )
  const step = fc.tuple(fc.constantFrom('put', 'more', 'less', 'remove'), id)
  fc.assert(
    fc.property(fc.array(step, { maxLength: 300 }), (steps) => {
      const table = new LetterTable()
      const model = new Map<number, { letter: Letter; copies: number }>()
      for (const [what, number] of steps) {
        const known = model.get(number)
        if (what === 'put' && known === undefined) {
          const letter = letterOf(number)
          table.put(number, letter)
          model.set(number, { letter, copies: 0 })
        } else if (what === 'remove') {
          table.remove(number)
          model.delete(number)
        } else if (what === 'more' || (what === 'less' && (known?.copies ?? 1) > 0)) {
          const more = what === 'more' ? 1 : -1
          if (known !== undefined) known.copies += more
          expect(table.count(number, more)).toBe(known === undefined ? -1 : known.copies)
        }
        expect(table.find(number)).toEqual(model.get(number)?.letter)
      }
      expect(table.size).toBe(model.size)
      for (const [number, { letter, copies }] of model) {
        expect(table.find(number)).toEqual(letter)
        expect(table.count(number, 0)).toBe(copies)
      }
    }),
  )
})

test('A backlog of many, left in any order, is found to the last and then forgotten', () => {
  const table = new LetterTable()
  const count = 20_000
  for (let round = 0; round < 2; round++) {
    const first = round * count + 1
    for (let id = first; id < first + count; id++) table.put(id, letterOf(id))
    for (let id = first; id < first + count; id += 2) table.remove(id)
    expect(table.size).toBe(count / 2)
    for (let id = first; id < first + count; id++)
      expect(table.find(id)?.bodyFrom).toBe((id - first) % 2 === 0 ? undefined : (id % 1000) + 3)
    for (let id = first + count - 1; id > first; id -= 2) table.remove(id)
    expect(table.size).toBe(0)
  }
})
