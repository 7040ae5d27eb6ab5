/**
 * What the engine tells the outside while it works. One concrete class per process keeps the calls monomorphic.
 *
 * The engine never calls a sink method from inside another one. A sink must not call a verb of the broker: it notes what
 * it heard and acts later. Reading a slot (`messageIdOf`, `templateOf`, …) is allowed at any time.
 */
export interface BrokerSink {
  /**
   * A delivery to a consumer. `slot` names the copy until it is settled; of an auto-ack consumer, during this call only.
   * `attempt` is 1 for the first delivery from this queue, at most 65,535; `mark` is what was published with it.
   */
  delivered(consumer: number, tag: number, slot: number, attempt: number, mark: number): void
  /** `basic.ack` (ok) or `basic.nack` to a publisher in confirm mode. `sequence` counts from 1 per channel. */
  confirmed(channel: number, sequence: number, ok: boolean): void
  /** `basic.return` of a mandatory message. Comes before its confirm. */
  returned(channel: number, messageId: number, exchange: number, key: number): void
  /** `basic.cancel` sent by the server: the consumer's queue was deleted, or it held a delivery too long. */
  cancelled(consumer: number): void
  /** `connection.blocked`: the channel published while an alarm was on. Once until `unblocked`. */
  blocked(channel: number): void
  /** `connection.unblocked`: all alarms are over. Comes before what was held arrives. */
  unblocked(channel: number): void
  /** The broker closed the channel over a publish it had held (403, 404, 506 of a full broker) or a delivery unacked too long (406). */
  failed(channel: number, replyCode: 403 | 404 | 406 | 506): void
}
