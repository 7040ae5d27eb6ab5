import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { scenarioIds, shippedText } from '#core/bench/shipped-texts.ts'
import { parseScenario } from './scenario-file.ts'
import { scenarioFileSchema } from './scenario-file-schema.ts'

/** JSON as the formatter lays it out: an array on one line when it fits. */
function layOut(value: unknown, indent: string, taken: number): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const inner = `${indent}  `
  if (Array.isArray(value)) {
    const flat = `[${value.map((each) => layOut(each, '', 0)).join(', ')}]`
    if (!flat.includes('\n') && indent.length + taken + flat.length <= 99) return flat
    const items = value.map((each) => `${inner}${layOut(each, inner, 0)}`)
    return `[\n${items.join(',\n')}\n${indent}]`
  }
  const entries = Object.entries(value).map(
    ([key, each]) => `${inner}"${key}": ${layOut(each, inner, key.length + 4)}`,
  )
  return `{\n${entries.join(',\n')}\n${indent}}`
}

const published = () =>
  z.fromJSONSchema(
    JSON.parse(readFileSync(new URL('scenario.schema.json', import.meta.url), 'utf8')),
  )

test('the published schema is the one the parser is made of', async () => {
  const text = `${layOut(scenarioFileSchema, '', 0)}\n`
  expect(JSON.parse(text)).toEqual(scenarioFileSchema)
  await expect(text).toMatchFileSnapshot('./scenario.schema.json')
})

test('every shipped file is valid by the schema too', () => {
  const schema = published()
  for (const id of [...scenarioIds(''), ...scenarioIds('theory/')]) {
    const content: unknown = parse(shippedText(id))
    expect(schema.safeParse(content), id).toMatchObject({ success: true })
  }
})

const sound = {
  sluice: 1,
  scenario: 'A',
  queues: { q: {}, dead: null },
  exchanges: { x: { type: 'topic' } },
  bindings: [{ from: 'x', to: 'q', key: '#' }],
  producers: { p: { to: 'x', rate: '1/s' } },
  consumers: { c: { from: 'q', service: '5ms' } },
  faults: [{ at: '1s', crash: 'c' }],
  expect: [{ queue: 'q', measure: 'acked', atLeast: 1 }],
}

const unsound: readonly (readonly [what: string, content: unknown])[] = [
  ['no version', { ...sound, sluice: 'one' }],
  ['no title', { ...sound, scenario: undefined }],
  ['an unknown section', { ...sound, services: {} }],
  ['a seed of text', { ...sound, seed: '7' }],
  ['a negative seed', { ...sound, seed: -1 }],
  ['a duration without a unit', { ...sound, duration: '10' }],
  ['queues as a list', { ...sound, queues: [] }],
  ['a TTL of text', { ...sound, queues: { q: { 'x-message-ttl': '60s' }, dead: {} } }],
  ['an unknown argument', { ...sound, queues: { q: { 'x-queue-mode': 'lazy' }, dead: {} } }],
  ['an exchange without a type', { ...sound, exchanges: { x: {} } }],
  ['a binding to two things', { ...sound, bindings: [{ from: 'x', to: 'q', toExchange: 'x' }] }],
  ['a binding to nothing', { ...sound, bindings: [{ from: 'x' }] }],
  ['a rate of a number', { ...sound, producers: { p: { to: 'x', rate: 1 } } }],
  ['a share above one', { ...sound, producers: { p: { to: 'x', rate: '1/s', poison: 2 } } }],
  ['half a law', { ...sound, consumers: { c: { from: 'q', service: { lognormal: '5ms' } } } }],
  [
    'a prefetch too large',
    { ...sound, consumers: { c: { from: 'q', service: '1s', prefetch: 70000 } } },
  ],
  ['a fault of two kinds', { ...sound, faults: [{ at: '1s', crash: 'c', stop: 'p' }] }],
  [
    'a measure of another thing',
    { ...sound, expect: [{ queue: 'q', measure: 'busyShare', atMost: 1 }] },
  ],
]

test('schema and parser refuse the same shapes', () => {
  const schema = published()
  const both = (content: unknown) => ({
    schema: schema.safeParse(JSON.parse(JSON.stringify(content))).success,
    parser: parseScenario(JSON.stringify(content)).scenario !== null,
  })
  expect(both(sound)).toEqual({ schema: true, parser: true })
  for (const [what, content] of unsound) {
    expect(both(content), what).toEqual({ schema: false, parser: false })
  }
})
