import { expect, test } from 'vitest'
import { Failure } from '#core/model/failure.ts'
import { readArguments } from './cli-arguments.ts'

test('what is not said is left to the scenario', () => {
  expect(readArguments(['run', 'a.yaml'])).toEqual({
    verb: 'run',
    file: 'a.yaml',
    seed: null,
    untilUs: null,
    json: false,
    out: null,
  })
})

test('flags may stand anywhere, and - is standard input', () => {
  const words = ['--json', 'run', '--seed', '4294967295', '-', '--until=1h30m', '--out', 'there']
  expect(readArguments(words)).toEqual({
    verb: 'run',
    file: '-',
    seed: 4294967295,
    untilUs: 5_400_000_000,
    json: true,
    out: 'there',
  })
})

test('after -- everything is a name', () => {
  expect(readArguments(['check', '--', '--json'])).toEqual({ verb: 'check', file: '--json' })
})

test('help and version need nothing else', () => {
  expect(readArguments(['--help'])).toEqual({ verb: 'help' })
  expect(readArguments(['run', '-h'])).toEqual({ verb: 'help' })
  expect(readArguments(['--version'])).toEqual({ verb: 'version' })
})

const badArguments: readonly (readonly [words: readonly string[], says: RegExp])[] = [
  [[], /Say what to do/],
  [['frobnicate'], /no command "frobnicate"/],
  [['constructor'], /no command "constructor"/],
  [['run'], /Name a file/],
  [['run', ''], /Name a file/],
  [['run', 'a', 'b'], /one file/],
  [['run', 'a', '--frobnicate'], /--frobnicate/],
  [['run', 'a', '--see', '1'], /--see/],
  [['run', 'a', '--seed'], /--seed/],
  [['run', 'a', '--seed', '1', '--seed', '2'], /twice/],
  [['run', 'a', '--seed', '1.5'], /whole number/],
  [['run', 'a', '--seed', '1e3'], /whole number/],
  [['run', 'a', '--seed=-1'], /whole number/],
  [['run', 'a', '--seed', '-1'], /--seed/],
  [['run', 'a', '--seed='], /whole number/],
  [['run', 'a', '--seed', '18446744073709551616'], /whole number/],
  [['run', 'a', '--seed', '4294967296'], /whole number/],
  [['run', 'a', '--until', '10'], /10s/],
  [['run', 'a', '--until', 'tomorrow'], /duration/],
  [['run', 'a', '--json=yes'], /--json/],
  [['run', 'a', '--out='], /--out/],
  [['check', 'a', '--json'], /does not belong to check/],
]

function failureOf(words: readonly string[]): unknown {
  try {
    return readArguments(words)
  } catch (error) {
    return error
  }
}

test.each(badArguments)('%j is refused with one sentence', (words, says) => {
  const failure = failureOf(words)
  expect(failure).toBeInstanceOf(Failure)
  const { code, message } = failure as Failure
  expect(code).toBe('invalid')
  expect(message).toMatch(says)
  expect(message).toMatch(/^.+; see sluice --help\.$/)
})
