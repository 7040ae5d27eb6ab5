import { availableParallelism } from 'node:os'
import { expect, test } from 'vitest'
import { readSoakArguments } from './cli-soak-arguments.ts'

test('seeds are a range or one, and flags stand beside them', () => {
  const threads = availableParallelism()
  const plain = { verb: 'soak', events: 1, threads, json: false, planted: false }
  expect(readSoakArguments([])).toEqual({ ...plain, from: 1, to: 500 })
  expect(readSoakArguments(['--seeds', '7'])).toEqual({ ...plain, from: 7, to: 7 })
  const counts = ['--events', '70000', '--threads', '3']
  const all = readSoakArguments(['--seeds', '3..9', ...counts, '--json', '--planted'])
  expect(all).toEqual({
    ...plain,
    from: 3,
    to: 9,
    events: 70_000,
    threads: 3,
    json: true,
    planted: true,
  })
})

test.each([
  [['file'], 'soak takes no file, and there is "file"; see sluice --help.'],
  [['--seeds', '9..3'], '--seeds is a range such as 1..500, not "9..3"; see sluice --help.'],
  [['--seeds', 'x'], '--seeds is a range such as 1..500, not "x"; see sluice --help.'],
  [
    ['--events', '0'],
    '--events is a whole number from 1 to 1000000000, not "0"; see sluice --help.',
  ],
  [
    ['--threads', '1e3'],
    '--threads is a whole number from 1 to 256, not "1e3"; see sluice --help.',
  ],
])('%j is refused with a sentence', (words, sentence) => {
  expect(() => readSoakArguments(words)).toThrow(sentence)
})
