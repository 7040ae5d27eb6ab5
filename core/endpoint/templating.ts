import { ByteReader } from '#core/amqp/byte-reader.ts'
import {
  emptyWireTable,
  readTable,
  type WireTable,
  type WireValue,
} from '#core/amqp/field-table.ts'
import type { Skimmed } from '#core/amqp/property-skim.ts'
import type { Broker } from '#core/engine/broker.ts'
import type { MessageTemplate } from '#core/engine/message-template.ts'
import { emptyTable, type FieldTable, type FieldValue } from '#core/model/topology.ts'
import { plainValue } from './plain-value.ts'
import type { Span } from './slabs.ts'

/** No producer of a run, and nothing a person published. */
const guestRef = -1

/** Headers the broker itself goes by. */
const meaningful = new Set([
  'CC',
  'BCC',
  'x-death',
  'x-first-death-queue',
  'x-first-death-exchange',
  'x-first-death-reason',
])

/**
 * What the engine is told of a message: sizes, flags, and the headers it or some binding goes by. It finds equal templates
 * again, so that what only the client cares about must not be in them.
 */
export class Templating {
  readonly #broker: Broker
  /** By what it was declared with, of queues guests declared. */
  readonly #arguments = new Map<number, WireTable>()

  constructor(broker: Broker) {
    this.#broker = broker
  }

  noteQueue(queue: number, args: WireTable): void {
    this.#arguments.set(queue, args)
  }

  forgetQueue(queue: number): void {
    this.#arguments.delete(queue)
  }

  /** What a queue was declared with, as the wire had it. */
  argumentsOf(queue: number): WireTable {
    return this.#arguments.get(queue) ?? emptyWireTable
  }

  templateOf(skimmed: Skimmed, properties: Span, sizeBytes: number): MessageTemplate {
    const { deliveryMode, priority, expiration } = skimmed
    return {
      sizeBytes,
      persistent: deliveryMode === 2,
      expirationMs: expiration === null ? null : Number(expiration),
      headers: this.#headersOf(skimmed, properties),
      priority: priority < 0 ? null : priority,
      userRef: guestRef,
    }
  }

  #headersOf({ headersAt }: Skimmed, { bytes, to }: Span): FieldTable {
    if (headersAt < 0) return emptyTable
    const asked = this.#broker.headersAsked()
    const table = readTable(new ByteReader(bytes, headersAt, to))
    const fields = table.fields.filter(([name]) => meaningful.has(name) || asked.has(name))
    if (fields.length === 0) return emptyTable
    return { fields: fields.map(([name, value]) => [name, plainHeader(name, value)]) }
  }
}

/** Of CC and BCC only texts are routing keys. [seen] */
function plainHeader(name: string, value: WireValue): FieldValue {
  if (value.letter !== 'A' || (name !== 'CC' && name !== 'BCC')) return plainValue(value)
  return value.value.filter(({ letter }) => letter === 'S').map(plainValue)
}
