import { expect, test } from 'vitest'
import { snippet, snippetLanguages, uriOf } from './snippets.ts'

const listening = {
  host: '127.0.0.1',
  port: 5672,
  user: 'guest',
  password: 'guest',
  virtualHost: '/',
}

test('the address is one every client reads', () => {
  expect(uriOf(listening)).toBe('amqp://guest:guest@127.0.0.1:5672')
  const odd = { ...listening, password: 'a/b c', virtualHost: 'team/1' }
  const uri = new URL(uriOf(odd))
  expect(decodeURIComponent(uri.password)).toBe('a/b c')
  expect(decodeURIComponent(uri.pathname)).toBe('/team/1')
})

test.each(snippetLanguages)('the line for %s names the address', (language) => {
  expect(snippet(language, listening)).toContain('amqp://guest:guest@127.0.0.1:5672')
})
