import { isHard, nameOfCode } from '#core/amqp/reply-codes.ts'
import { bytesOfText, decodeText } from '#core/amqp/text.ts'

const textBytesMax = 255
const ellipsis = '...'

/** What RabbitMQ answers instead of a reply: a code, and the words programs match on. */
export class Refusal extends Error {
  readonly code: number
  /** Without the code's name. */
  readonly explanation: string
  /** Names of class and method are those of the method refused unless this says otherwise. */
  readonly isNobodysMethod: boolean

  constructor(code: number, explanation: string, isNobodysMethod = false) {
    super(explanation)
    this.name = 'Refusal'
    this.code = code
    this.explanation = explanation
    this.isNobodysMethod = isNobodysMethod
  }

  get closesConnection(): boolean {
    return isHard(this.code)
  }

  /** The reply text: cut at 255 bytes. [source: rabbit_binary_generator] */
  get replyText(): string {
    const name = nameOfCode(this.code) ?? ''
    const whole = this.explanation === '' ? name : `${name} - ${this.explanation}`
    const bytes = bytesOfText(whole)
    if (bytes.length <= textBytesMax) return whole
    return decodeText(bytes, 0, textBytesMax - ellipsis.length) + ellipsis
  }
}

/** Where a process of RabbitMQ dies of what it was sent: it says no more. */
export const internalError = () => new Refusal(541, '', true)

/** The resource a sentence is about, as RabbitMQ writes it. */
export function queueIn(virtualHost: string, name: string): string {
  return `queue '${name}' in vhost '${virtualHost}'`
}

export function exchangeIn(virtualHost: string, name: string): string {
  return `exchange '${name}' in vhost '${virtualHost}'`
}

export const accessRefused = (why: string) => new Refusal(403, why)
export const notFound = (what: string) => new Refusal(404, `no ${what}`)
export const preconditionFailed = (why: string) => new Refusal(406, why)
export const notAllowed = (why: string) => new Refusal(530, why)
export const notImplemented = (why: string) => new Refusal(540, why)

/** An exclusive queue is used by another connection, or declared again as none. */
export function locked(queue: string): Refusal {
  const why =
    `cannot obtain exclusive access to locked ${queue}. It could be originally declared on another connection ` +
    'or the exclusive property value does not match that of the original declaration.'
  return new Refusal(405, why)
}
