import type { ProducerSpec } from '#core/model/scenario.ts'
import type { Arrival } from './arrivals.ts'
import type { KeyChoice } from './key-choice.ts'
import { Lane } from './lane.ts'
import type { RunParts } from './run-parts.ts'

/** As a limit of unconfirmed messages: none. */
const noLimit = 0x3fffffff

/**
 * What publishing one message takes; one object each, because it is all looked at together. Fields lie in memory in the order
 * the constructor sets them, and what every message looks at is set first.
 */
export class Outlet {
  /**
   * It sends without end, over a link without delay, nothing is poison and it waits for nothing: what most producers of most
   * scenarios do, and the only way that is made short. See `reckon`.
   */
  declare plain: boolean
  declare readonly mandatory: boolean
  /** -1 while no node is up. */
  declare channel: number
  declare readonly contentStream: number
  declare readonly keys: KeyChoice
  /** Where its envelopes begin: one for each key. */
  declare readonly envelopesFrom: number
  /** When it sends. */
  declare readonly arrival: Arrival
  /** Totals of the run. `refused`: messages some queue refused (reject-publish), with confirms or without. */
  declare published: number
  declare confirmed: number
  declare returned: number
  declare refused: number
  declare readonly index: number
  /** It is connected to; 0: none. */
  declare node: number
  /** Messages it may still send; -1: any number. */
  declare left: number
  declare poisonShare: number
  /** Unconfirmed messages, and how many are allowed (0: any number). */
  declare unconfirmed: number
  declare readonly window: number
  /** Of unconfirmed messages, as it is now: 0 while it may not send at all. */
  declare limit: number
  /** The broker has told it that an alarm is on. */
  declare alarmed: boolean
  /** Null: the link is instant and costs no events. */
  declare toBroker: Lane | null
  declare fromBroker: Lane | null
  /** The broker's numbers of its keys. */
  declare readonly keyIds: Int32Array
  declare readonly exchange: number
  declare readonly template: number
  declare readonly sizeBytes: number
  declare byHand: boolean
  /** Faults that hold it. */
  declare holds: number
  declare readonly spec: ProducerSpec

  constructor(
    spec: ProducerSpec,
    index: number,
    keys: KeyChoice,
    arrival: Arrival,
    envelopesFrom: number,
    { broker, agenda, numbers, random }: RunParts,
  ) {
    this.plain = true
    this.mandatory = spec.mandatory
    this.channel = broker.openChannel()
    this.contentStream = random.open(`${spec.name}/content`)
    this.keys = keys
    this.envelopesFrom = envelopesFrom
    this.arrival = arrival
    this.published = 0
    this.unconfirmed = 0
    this.limit = 0
    this.index = index
    this.confirmed = 0
    this.returned = 0
    this.refused = 0
    this.alarmed = false
    this.byHand = false
    this.holds = 0
    this.keyIds = Int32Array.from(spec.keys, ({ key }) => broker.keyId(key))
    this.spec = spec
    this.node = spec.node
    if (spec.node !== 1) broker.placeChannel(this.channel, spec.node - 1)
    if (spec.confirms) broker.confirmSelect(this.channel)
    this.exchange = broker.exchangeId(spec.exchange)
    this.template = broker.templateId({
      sizeBytes: spec.sizeBytes,
      persistent: spec.persistent,
      expirationMs: spec.expirationMs,
      headers: spec.headers,
      priority: spec.priority,
      userRef: index,
    })
    this.sizeBytes = spec.sizeBytes
    this.left = spec.messagesMax ?? -1
    this.poisonShare = spec.poisonShare
    this.window = spec.confirms ? (spec.confirmWindow ?? 0) : 0
    this.toBroker = Lane.of(spec.link, agenda, numbers.publishes + index)
    this.fromBroker = Lane.of(spec.link, agenda, numbers.confirms + index)
    this.reckon()
  }

  /** Finds out what it may send before it has to wait (nothing without a connection or under an alarm) and whether it is plain. */
  reckon(): void {
    const { channel, alarmed, window } = this
    this.limit = channel < 0 || alarmed ? 0 : window > 0 ? window : noLimit
    this.plain =
      this.limit === noLimit && this.left < 0 && this.poisonShare === 0 && this.toBroker === null
  }
}
