import { expect, test } from 'vitest'
import { readSoakArguments } from './cli-soak-arguments.ts'

test('seeds are a range or one, and flags stand beside them', () => {
  const plain = { verb: 'soak', json: false, planted: false }
  expect(readSoakArguments([])).toEqual({ ...plain, from: 1, to: 500 })
  expect(readSoakArguments(['--seeds', '7'])).toEqual({ ...plain, from: 7, to: 7 })
  const all = readSoakArguments(['--seeds', '3..9', '--json', '--planted'])
  expect(all).toEqual({ verb: 'soak', from: 3, to: 9, json: true, planted: true })
})

test.each([
  [['file'], 'soak takes no file, and there is "file"; see sluice --help.'],
  [['--seeds', '9..3'], '--seeds is a range such as 1..500, not "9..3"; see sluice --help.'],
  [['--seeds', 'x'], '--seeds is a range such as 1..500, not "x"; see sluice --help.'],
])('%j is refused with a sentence', (words, sentence) => {
  expect(() => readSoakArguments(words)).toThrow(sentence)
})
