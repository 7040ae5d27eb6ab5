import { expect, test } from 'vitest'
import { closureText } from './closure-text.ts'
import { closureWords } from './closure-words.ts'
import { sayIn } from './text.ts'

const say = sayIn(closureText, 'en')

test.each([
  [
    406,
    "PRECONDITION_FAILED - inequivalent arg 'durable' for queue 'tasks' in vhost '/': received 'false' but current is 'true'",
    'Queue tasks is durable here; the program declares it not durable.',
  ],
  [
    406,
    "PRECONDITION_FAILED - inequivalent arg 'x-message-ttl' for queue 'tasks' in vhost '/': received the value '5' of type 'signedint' but current is none",
    'Queue tasks is here without x-message-ttl; the program declares it with x-message-ttl = 5.',
  ],
  [
    406,
    "PRECONDITION_FAILED - inequivalent arg 'type' for exchange 'logs' in vhost '/': received 'direct' but current is 'fanout'",
    'Exchange logs is here with type = fanout; the program declares it with type = direct.',
  ],
  [
    404,
    "NOT_FOUND - no queue 'it's' in vhost '/'",
    "There is no queue it's: the program uses it before it is declared.",
  ],
  [
    406,
    'PRECONDITION_FAILED - unknown delivery tag 7',
    'The program settled delivery 7, which this channel does not hold: it was settled before, or on another channel, or the consumer has no acks.',
  ],
  [540, 'NOT_IMPLEMENTED - immediate=true', 'The broker does not do what the program asked for.'],
  [320, 'CONNECTION_FORCED - shutdown', 'The broker closed it.'],
])('%i %s', (replyCode, replyText, sentence) => {
  expect(closureWords(say, { atUs: 0, name: 'pika', channel: 1, replyCode, replyText })).toBe(
    sentence,
  )
})
