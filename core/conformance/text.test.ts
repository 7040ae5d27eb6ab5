import { expect, test } from 'vitest'
import { headersText, messageText, normalised } from './text.ts'

const message = {
  tag: 1,
  body: 'P1',
  exchange: '',
  key: 'q',
  redelivered: false,
  properties: {},
}

test('a message is its body, its mark and its headers', () => {
  expect(messageText(message)).toBe('P1')
  expect(messageText({ ...message, redelivered: true })).toBe('P1 redelivered')
  expect(messageText({ ...message, properties: { headers: { b: 1, a: 'x' } } })).toBe(
    'P1 {a:x,b:1}',
  )
})

test('headers are sorted, lists are not, and the time of a death is no difference', () => {
  const death = (time: number) => ({ fields: [['time', time] as const, ['count', 1] as const] })
  expect(headersText({ z: ['b', 'a'], 'x-death': [death(7)] })).toBe(
    '{x-death:[{count:1,time:TIME}],z:[b,a]}',
  )
  expect(headersText({ 'x-death': [death(7)] })).toBe(headersText({ 'x-death': [death(8)] }))
  expect(headersText({ n: null, t: true, big: 7n })).toBe('{big:7,n:null,t:true}')
})

test('names this run made up are taken out, others stay', () => {
  expect(normalised('sluice-1.K1.classic.q and queue', 'sluice-1.K1.classic.')).toBe('q and queue')
  expect(normalised('amq.gen-JzTY20BRgKO-HjmUJj0wLg', '')).toBe('amq.gen-NAME')
  expect(normalised('q', '')).toBe('q')
})
