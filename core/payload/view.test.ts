import fc from 'fast-check'
import { expect, test } from 'vitest'
import { viewLimits } from './limits.ts'
import type { Line } from './token.ts'
import { previewLine, view } from './view.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const printed = (lines: readonly Line[]) =>
  lines.map((line) => '  '.repeat(line.indent) + line.tokens.map((token) => token.text).join(''))
const lines = (body: string, type: string | null = 'application/json') => {
  const seen = view(bytes(body), type, null)
  return seen.kind === 'hex' ? [] : printed(seen.lines)
}

test('every digit, duplicate key and key order of a JSON body is kept', () => {
  expect(lines('{"b":9223372036854775807,"2":1.10,"1":1e400,"b":-0}')).toEqual([
    '{',
    '  "b": 9223372036854775807,',
    '  "2": 1.10,',
    '  "1": 1e400,',
    '  "b": -0',
    '}',
  ])
})

test('short objects of plain values stay on one line inside an array', () => {
  expect(
    lines('{"lines":[{"sku":"KB","qty":1},{"sku":"C","qty":-2}],"none":[],"total":{"a":1}}'),
  ).toEqual([
    '{',
    '  "lines": [',
    '    { "sku": "KB", "qty": 1 },',
    '    { "sku": "C", "qty": -2 }',
    '  ],',
    '  "none": [],',
    '  "total": {',
    '    "a": 1',
    '  }',
    '}',
  ])
})

test('a key called __proto__ is a key like another', () => {
  expect(lines('{"__proto__":{"x":1},"constructor":2}')).toContain('  "__proto__": {')
})

test('without its white space a laid out JSON body is the body', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const body = JSON.stringify(value)
      const seen = view(bytes(body), 'application/json', null)
      if (seen.kind !== 'json') throw new Error(seen.sentence)
      const joined = seen.lines.flatMap((line) => line.tokens.map((token) => token.text)).join('')
      expect(JSON.parse(joined)).toEqual(JSON.parse(body))
    }),
  )
})

test('broken JSON is shown as text, with the place where it breaks', () => {
  const seen = view(bytes('{"a":1,}'), 'application/json', null)
  expect(seen).toMatchObject({ kind: 'text', reason: 'malformed-json' })
  expect(seen.sentence).toContain('character 8')
})

test.each([
  '',
  ' ',
  '[1 2]',
  '{"a" 1}',
  '{"a":01}',
  '"\u0001"',
  '"\\x"',
  '[1]]',
  '[1}',
  'nul',
  '{,}',
  '"open',
  '[1,',
  '+1',
  '.5',
])('the JSON grammar refuses %j', (body) => {
  expect(view(bytes(`${body}`), 'application/json', null).kind).toBe('text')
})

test('nesting and size have limits, and the view says which one', () => {
  const deep = '['.repeat(viewLimits.jsonDepth + 1) + ']'.repeat(viewLimits.jsonDepth + 1)
  expect(view(bytes(deep), null, null)).toMatchObject({ kind: 'text', reason: 'too-deep' })
  const wide = `[${'1,'.repeat(viewLimits.jsonTokens / 2)}1]`
  expect(view(bytes(wide), null, null)).toMatchObject({ kind: 'text', reason: 'too-many-parts' })
})

test('an encoded body is shown as bytes with the encoding named', () => {
  const seen = view(new Uint8Array([0x1f, 0x8b, 8]), 'application/json', 'gzip')
  expect(seen).toMatchObject({ kind: 'hex', reason: 'encoded' })
  expect(seen.sentence).toContain('gzip')
})

test('the encoding utf-8 names a character set, not a compression', () => {
  expect(view(bytes('{}'), 'application/json', 'utf-8').kind).toBe('json')
})

test.each([
  ['an overlong slash', [0xc0, 0xaf]],
  ['a surrogate', [0xed, 0xa0, 0x80]],
  ['a code point past the last', [0xf4, 0x90, 0x80, 0x80]],
  ['a lone tail', [0x80]],
  ['a cut sequence', [0xe8, 0xaf]],
])('%s is not UTF-8, so bytes are shown', (_, body) => {
  expect(view(new Uint8Array([0x41, ...body]), 'text/plain', null)).toMatchObject({
    kind: 'hex',
    reason: 'not-utf8',
  })
})

test('no view throws, whatever the bytes are', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 300 }),
      fc.constantFrom(null, 'application/json', 'text/plain'),
      (body, type) => {
        const before = body.slice()
        expect(view(body, type, null).sizeBytes).toBe(body.length)
        expect(body).toEqual(before)
      },
    ),
  )
})

test('characters that hide or reorder text are written as escapes', () => {
  expect(lines('a\u202eb\u200bc\u0007d', 'text/plain')).toEqual(['a\\u202eb\\u200bc\\u0007d'])
  expect(lines('{"\u2066k":"v\u2069"}')).toContain('  "\\u2066k": "v\\u2069"')
})

test('a hex row is sixteen bytes with their printable ASCII', () => {
  const seen = view(
    new Uint8Array([...bytes('refund'), 0xff, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9]),
    null,
    null,
  )
  expect(seen.kind === 'hex' && seen.rows).toEqual([
    {
      offset: 0,
      hex: '72 65 66 75 6e 64 ff 00 01 02 03 04 05 06 07 08',
      ascii: 'refund..........',
    },
    { offset: 16, hex: '09', ascii: '.' },
  ])
})

test('a body past the limit is cut at a character and says how much is shown', () => {
  const seen = view(bytes('é'.repeat(viewLimits.textBytes)), 'text/plain', null)
  expect(seen.kind).toBe('text')
  expect(seen.shownBytes).toBeLessThanOrEqual(viewLimits.textBytes)
  expect(seen.sizeBytes).toBe(2 * viewLimits.textBytes)
})

test('a preview is one line of text, or hex when the bytes are none', () => {
  expect(previewLine(bytes('{"a":\n  "\u202e"}'), null)).toEqual({
    kind: 'text',
    text: '{"a": "\\u202e"}',
  })
  expect(previewLine(new Uint8Array([10, 0xff]), null)).toEqual({ kind: 'hex', text: '0a ff' })
})
