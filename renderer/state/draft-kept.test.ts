import { expect, test } from 'vitest'
import { type KeptDraft, keepDraft, keptDraft } from './draft-kept.ts'
import { emptyScenario, newProducer } from './draft-parts.ts'

function storage() {
  const kept = new Map<string, string>()
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, text: string) => void kept.set(key, text),
    removeItem: (key: string) => void kept.delete(key),
  }
}

const draft: KeptDraft = {
  scenario: {
    ...emptyScenario,
    producers: [{ ...newProducer('p'), headers: { fields: [['big', 9223372036854775807n]] } }],
  },
  places: [['producer:p', { x: 1, y: 2 }]],
  savedId: null,
  savedText: '',
}

test('a draft survives a reload, 64-bit numbers digit for digit', () => {
  const page = storage()
  keepDraft(page, draft)
  expect(keptDraft(page)).toEqual(draft)
})

test('a forgotten draft is gone', () => {
  const page = storage()
  keepDraft(page, draft)
  keepDraft(page, null)
  expect(keptDraft(page)).toBeNull()
})

test('what another version wrote is not taken over', () => {
  const page = storage()
  page.setItem('sluice.draft', '{"scenario":{"title":1}}')
  expect(keptDraft(page)).toBeNull()
})

test('a storage that refuses does not stop the work', () => {
  const full = {
    setItem: () => {
      throw new Error('quota')
    },
    removeItem: () => {},
  }
  expect(() => keepDraft(full, draft)).not.toThrow()
})
