import { expect, test } from 'vitest'
import { readRecordings } from '../live/recordings.ts'
import { recordings } from './all.ts'

test('what is part of the program is what lies in the folder', async () => {
  expect(recordings).toEqual(await readRecordings())
})
