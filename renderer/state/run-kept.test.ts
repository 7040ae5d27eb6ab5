import { expect, test } from 'vitest'
import { keepRun, keptRun } from './run-kept.ts'

function memory() {
  const values = new Map<string, string>()
  return {
    getItem: (key: string) => values.get(key) ?? null,
    setItem: (key: string, value: string) => void values.set(key, value),
    removeItem: (key: string) => void values.delete(key),
  }
}

test('what was open is known after a reload, until something unsaved is opened', () => {
  const storage = memory()
  expect(keptRun(storage)).toBeNull()
  keepRun(storage, { source: 'shipped', id: 'poison-message' })
  expect(keptRun(storage)).toEqual({ source: 'shipped', id: 'poison-message' })
  keepRun(storage, null)
  expect(keptRun(storage)).toBeNull()
})

test('what another version wrote, and a storage that refuses, are done without', () => {
  const storage = memory()
  storage.setItem('sluice.run', '{"source":"cloud","id":1}')
  expect(keptRun(storage)).toBeNull()
  const refuses = () => {
    throw new Error('refused')
  }
  expect(keptRun({ getItem: refuses })).toBeNull()
  keepRun({ setItem: refuses, removeItem: refuses }, { source: 'saved', id: 'mine' })
})
