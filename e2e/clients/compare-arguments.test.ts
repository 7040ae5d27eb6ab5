import { expect, test } from 'vitest'
import { readArguments } from './compare-arguments.ts'
import { languages } from './steps.ts'

test('Without a word, all languages run on a server that is started', () => {
  expect(readArguments([])).toEqual({ only: languages, url: null })
})

test('Languages and a server are named', () => {
  const words = ['--only', 'java,go', '--url', 'amqp://guest:guest@localhost:5672']
  expect(readArguments(words)).toEqual({
    only: ['java', 'go'],
    url: 'amqp://guest:guest@localhost:5672',
  })
})

test.each([
  [
    ['--only', 'cobol'],
    'There are no programs in cobol; there are python, node, java, go, celery.',
  ],
  [['--only'], '--only wants a word behind it.'],
  [['--all'], '--all is not known here; there are --only and --url.'],
  [
    ['--url', 'localhost'],
    'localhost is no address of a broker; write amqp://user:password@host:port.',
  ],
])('%j is answered with one sentence', (words, sentence) => {
  expect(() => readArguments(words)).toThrow(sentence)
})
