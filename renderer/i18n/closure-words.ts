/** RabbitMQ's reply text, read back into what the program did wrong. */
import type { ClosureEntry } from '#core/model/endpoint.ts'
import type { closureText } from './closure-text.ts'
import type { Say as SayIn } from './text.ts'

type Say = SayIn<(typeof closureText)['en']>

const patterns = {
  inequivalent:
    /inequivalent arg '([^']*)' for (queue|exchange) '(.*)' in vhost '.*': received (.*) but current is (.*)$/,
  noQueue: /no queue '(.*)' in vhost/,
  noExchange: /no exchange '(.*)' in vhost/,
  unknownTag: /unknown delivery tag (\d+)/,
  locked: /exclusive access to locked queue '(.*?)'/,
  inUse: /queue '(.*)' in vhost '.*' in exclusive use/,
  ackTimeout: /Timeout value used: (\d+) ms/,
  reserved: /reserved prefix|contains reserved/,
  tooLarge: /larger than configured max size|message size/,
} as const

/** One sentence. Falls back to what the reply code says when the text is not one that is known. */
export function closureWords(say: Say, { replyCode, replyText }: ClosureEntry): string {
  const found = (pattern: RegExp) => pattern.exec(replyText)
  const inequivalent = found(patterns.inequivalent)
  if (inequivalent) return inequivalentWords(say, inequivalent)
  const queue = found(patterns.noQueue)
  if (queue) return say('noQueue', { name: queue[1]! })
  const exchange = found(patterns.noExchange)
  if (exchange) return say('noExchange', { name: exchange[1]! })
  const tag = found(patterns.unknownTag)
  if (tag) return say('unknownTag', { tag: tag[1]! })
  const locked = found(patterns.locked)
  if (locked) return say('locked', { name: locked[1]! })
  const inUse = found(patterns.inUse)
  if (inUse) return say('inUse', { name: inUse[1]! })
  const timeout = found(patterns.ackTimeout)
  if (timeout) return say('ackTimeout', { ms: timeout[1]! })
  if (found(patterns.reserved)) return say('reserved')
  if (found(patterns.tooLarge)) return say('tooLarge')
  if (replyCode === 540) return say('notImplemented')
  return replyCode === 505 || replyCode === 501 || replyCode === 503
    ? say('unexpected')
    : say('other')
}

function inequivalentWords(say: Say, [, argument, kind, name, ...both]: RegExpExecArray): string {
  const thing = say(kind === 'queue' ? 'queue' : 'exchange')
  const [received, current] = both.map(plain)
  const names = { thing, name: name!, argument: argument!, received: received!, current: current! }
  if (argument === 'durable')
    return say(current === 'true' ? 'durableHere' : 'transientHere', names)
  if (current === 'none') return say('argumentMissing', names)
  return received === 'none' ? say('argumentUnwanted', names) : say('inequivalent', names)
}

/** `the value '5' of type 'signedint'` and `'true'` without their wrapping. */
function plain(text: string): string {
  const value = /^(?:the value )?'(.*?)'(?: of type '.*')?$/.exec(text)
  return value?.[1] ?? text
}
