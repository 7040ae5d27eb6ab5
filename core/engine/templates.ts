import { Failure } from '#core/model/failure.ts'
import type { FieldTable, FieldValue } from '#core/model/topology.ts'
import { tableText } from './field-text.ts'
import type { MessageTemplate } from './message-template.ts'
import type { ProfileRules } from './profile.ts'
import { isTtl, ttlMsMax } from './ttl.ts'

/** Sizes are kept in 32 bits; real brokers stop at 16 to 512 MiB. */
const sizeBytesMax = 2 ** 31 - 1

/** A template as the engine uses it. */
export interface TemplateRow {
  readonly id: number
  /** As consumers see it: without BCC. */
  readonly template: MessageTemplate
  /** Keys of CC, which route beside the routing key. [RabbitMQ: Sender-selected Distribution] */
  readonly copyKeys: readonly string[]
  /** Keys of CC and BCC. */
  readonly routingKeys: readonly string[]
}

/** Interned templates: equal ones get the same number. */
export class Templates {
  readonly #rules: ProfileRules
  readonly #ids = new Map<string, number>()
  readonly #rows: TemplateRow[] = []
  /** Numbers of forgotten ones, to be given again. */
  readonly #free: number[] = []
  /** Those that may be forgotten, by number, and what they were found by. */
  readonly #passing = new Map<number, string>()

  #latest = ''

  constructor(rules: ProfileRules) {
    this.#rules = rules
  }

  /** Fails `invalid` for an impossible expiration or size, a size the profile does not take, and for CC or BCC that are not lists of texts. */
  id(template: MessageTemplate): number {
    const id = this.#numberOf(template)
    if (this.#passing.size > 0) this.#passing.delete(id)
    return id
  }

  #numberOf(template: MessageTemplate): number {
    const { expirationMs, headers, sizeBytes } = template
    if (expirationMs !== null && !isTtl(expirationMs)) {
      throw new Failure(
        'invalid',
        `An expiration of ${expirationMs} ms is not possible: use a whole number from 0 to ${ttlMsMax}.`,
      )
    }
    if (!(Number.isSafeInteger(sizeBytes) && sizeBytes >= 0 && sizeBytes <= sizeBytesMax)) {
      throw new Failure(
        'invalid',
        `A body of ${sizeBytes} B is not possible: use a whole number from 0 to ${sizeBytesMax}.`,
      )
    }
    const { bodyBytesMax } = this.#rules
    if (sizeBytes > bodyBytesMax) {
      throw new Failure(
        'invalid',
        `A body of ${sizeBytes} B is more than the ${bodyBytesMax / 2 ** 20} MiB this broker takes, which answers 406. Make it smaller.`,
      )
    }
    const copyKeys = keysIn(headers, 'CC')
    const routingKeys = [...copyKeys, ...keysIn(headers, 'BCC')]
    return this.#intern({ ...template, headers: without(headers, 'BCC') }, copyKeys, routingKeys)
  }

  /** The same of one that nobody else remembers: it may be forgotten, see `forget-passing.ts`. */
  passingId(template: MessageTemplate): number {
    const before = this.#ids.size
    const id = this.#numberOf(template)
    if (this.#ids.size > before) this.#pass(id)
    return id
  }

  isPassing(id: number): boolean {
    return this.#passing.has(id)
  }

  /** Forgets the passing ones that are not used. */
  forget(isUsed: (id: number) => boolean): void {
    for (const [id, identity] of this.#passing) {
      if (isUsed(id)) continue
      this.#passing.delete(id)
      this.#ids.delete(identity)
      this.#free.push(id)
    }
  }

  row(id: number): TemplateRow {
    return this.#rows[id]!
  }

  /**
   * What becomes of a template when its message is dead-lettered: the expiration goes, so that the copy does not expire
   * again, and BCC no longer routes. With a dead-letter routing key CC no longer routes either, and stays readable or not.
   * [RabbitMQ: Dead Letter Exchanges]
   */
  deadId(id: number, keepsCopyKeys: boolean, losesCc: boolean): number {
    const row = this.#rows[id]!
    const copyKeys = keepsCopyKeys ? row.copyKeys : []
    const own = row.template.headers
    const headers = losesCc && !keepsCopyKeys ? without(own, 'CC') : own
    const isSame = headers === own && row.routingKeys.length === copyKeys.length
    if (isSame && row.template.expirationMs === null) return id
    const before = this.#ids.size
    const dead = this.#intern({ ...row.template, headers, expirationMs: null }, copyKeys, copyKeys)
    if (this.#passing.has(id) && this.#ids.size > before) this.#pass(dead)
    return dead
  }

  #intern(
    template: MessageTemplate,
    copyKeys: readonly string[],
    routingKeys: readonly string[],
  ): number {
    const { sizeBytes, persistent, expirationMs, headers, priority, userRef } = template
    const identity = JSON.stringify([
      sizeBytes,
      persistent,
      expirationMs,
      tableText(headers),
      priority,
      userRef,
      copyKeys,
      routingKeys,
    ])
    const known = this.#ids.get(identity)
    if (known !== undefined) return known
    const id = this.#free.pop() ?? this.#rows.length
    this.#rows[id] = { id, template, copyKeys, routingKeys }
    this.#ids.set(identity, id)
    this.#latest = identity
    return id
  }

  /** The one just interned may be forgotten. */
  #pass(id: number): void {
    this.#passing.set(id, this.#latest)
  }
}

function keysIn(headers: FieldTable, name: string): readonly string[] {
  const value = headers.fields.find(([field]) => field === name)?.[1]
  if (value === undefined) return []
  if (!isTextList(value)) {
    throw new Failure(
      'invalid',
      `The header ${name} must be a list of routing keys. Write it as a list of texts.`,
    )
  }
  return value
}

function isTextList(value: FieldValue): value is readonly string[] {
  return Array.isArray(value) && value.every((key) => typeof key === 'string')
}

function without(headers: FieldTable, name: string): FieldTable {
  if (!headers.fields.some(([field]) => field === name)) return headers
  return { fields: headers.fields.filter(([field]) => field !== name) }
}
