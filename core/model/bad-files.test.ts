import { expect, test, vi } from 'vitest'
import { badAnswers } from '#core/bench/bad-answers.ts'
import { badDefinitions } from '#core/bench/bad-definitions.ts'
import { badForms } from '#core/bench/bad-files.ts'
import { scenarioIds, shippedText } from '#core/bench/shipped-texts.ts'
import { importDefinitions } from './definitions.ts'
import { parseScenario } from './scenario-file.ts'
import type { Problem } from './scenario-file-problem.ts'

/** Thousands of files on a machine that may be busy. */
vi.setConfig({ testTimeout: 60_000 })

/** One sentence on one line, with a place inside the text. */
function expectSentence(problem: Problem | undefined, text: string): void {
  expect(problem?.severity).toBe('error')
  expect(problem!.message).toMatch(/^[^\n]{10,600}[.?]$/)
  expect(problem!.place!.line).toBeGreaterThanOrEqual(1)
  expect(problem!.place!.line).toBeLessThanOrEqual(text.split('\n').length)
  expect(problem!.place!.column).toBeGreaterThanOrEqual(1)
}

test.each([...badForms, ...badAnswers])(
  'a bad scenario gives one clear sentence and its place: $name',
  ({ text, says, line }) => {
    const written = text()
    const { scenario, problems } = parseScenario(written)
    expect(scenario).toBeNull()
    expectSentence(problems[0], written)
    expect(problems[0]!.message).toMatch(says)
    if (line !== undefined) expect(problems[0]!.place!.line).toBe(line)
  },
)

test.each(badDefinitions)(
  'bad definitions give one clear sentence and its place: $name',
  ({ text, says }) => {
    const written = text()
    const { imported, problems } = importDefinitions(written)
    expect(imported).toBeNull()
    expectSentence(problems[0], written)
    expect(problems[0]!.message).toMatch(says)
  },
)

test('a scenario cut off anywhere is a scenario still, or is refused with a sentence', () => {
  for (const text of scenarioIds('').map(shippedText)) {
    for (let end = 0; end < text.length; end += 1) {
      const written = text.slice(0, end)
      const { scenario, problems } = parseScenario(written)
      if (scenario === null) expectSentence(problems[0], written)
    }
  }
})

test('definitions cut off anywhere are refused with a sentence', () => {
  const whole = JSON.stringify({
    queues: [{ name: 'q', vhost: '/', arguments: { 'x-message-ttl': 1.5e3, '\u2028': null } }],
    exchanges: [{ name: 'x', vhost: '/', type: 'topic', durable: true }],
    bindings: [],
  })
  expect(importDefinitions(whole).problems).toEqual([])
  for (let end = 0; end < whole.length; end += 1) {
    const written = whole.slice(0, end)
    const { imported, problems } = importDefinitions(written)
    expect(imported).toBeNull()
    expectSentence(problems[0], written)
  }
})

test('a name such as __proto__ is a queue like another', () => {
  const text =
    'sluice: 1\nscenario: names\nqueues: { __proto__: {}, constructor: {}, 12: {}, "null": {} }\n'
  const { scenario } = parseScenario(text)
  expect(scenario?.topology.queues.map(({ name }) => name)).toEqual([
    '__proto__',
    'constructor',
    '12',
    'null',
  ])
})

test('names that look alike and invisible characters are hinted at, not refused', () => {
  const text =
    'sluice: 1\nscenario: names\nqueues: { "é": {}, "e\\u0301": {}, "a\\u202eb": {}, "  ": {} }\n'
  const { scenario, problems } = parseScenario(text)
  expect(scenario).not.toBeNull()
  expect(problems.map(({ message }) => message).join('\n')).toMatch(
    /looks the same(.|\n)*invisible(.|\n)*only spaces/,
  )
})

test('dead-letter circles and overload are hinted at, not refused', () => {
  const circle =
    'sluice: 1\nscenario: s\nqueues:\n  a: { x-message-ttl: 1000, x-dead-letter-exchange: "", x-dead-letter-routing-key: b }\n  b: { x-message-ttl: 1000, x-dead-letter-exchange: "", x-dead-letter-routing-key: a }\n'
  const first = parseScenario(circle)
  expect(first.scenario).not.toBeNull()
  expect(first.problems.some(({ message }) => /"a" to "b" to "a"/.test(message))).toBe(true)
  const overload =
    'sluice: 1\nscenario: s\nduration: 1m\nqueues: { q: {} }\nproducers: { p: { to: "", key: q, rate: 20/s } }\nconsumers: { c: { from: q, service: 100ms } }\n'
  const second = parseScenario(overload)
  expect(second.scenario).not.toBeNull()
  expect(second.problems[0]!.message).toMatch(/20\/s arrive and its consumers finish 10\/s/)
})

test('a circle of 5,000 queues is walked without ending the stack', () => {
  const queues = Array.from(
    { length: 5000 },
    (_, index) =>
      `  q${index}: { x-message-ttl: 1, x-dead-letter-exchange: "", x-dead-letter-routing-key: q${(index + 1) % 5000} }`,
  )
  const { scenario, problems } = parseScenario(
    `sluice: 1\nscenario: s\nqueues:\n${queues.join('\n')}\n`,
  )
  expect(scenario).not.toBeNull()
  expect(problems.some(({ message }) => /more\), and the broker then drops it/.test(message))).toBe(
    true,
  )
})

test('a file with thousands of mistakes lists a hundred and counts the rest', () => {
  const bindings = Array.from({ length: 3000 }, (_, index) => `  - { from: x${index}, to: y }`)
  const { problems } = parseScenario(`sluice: 1\nscenario: s\nbindings:\n${bindings.join('\n')}\n`)
  expect(problems).toHaveLength(101)
  expect(problems.at(-1)!.message).toMatch(/5900 more problems/)
})
