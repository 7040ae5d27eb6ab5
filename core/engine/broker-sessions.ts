import { assert } from '#core/model/failure.ts'
import { BrokerView } from './broker-view.ts'
import { Channel } from './channel.ts'
import { closeChannel, closeConnection } from './close-channel.ts'
import { Connection } from './connection.ts'
import { accepted, answerOf, type Declared, refused } from './declared.ts'
import { forgetChannel } from './forget-channel.ts'
import { consumeReplies, replyAddress } from './replies.ts'
import { lookAfter } from './settle.ts'
import { limitShared } from './shared-prefetch.ts'
import { commit, rollBack, selectTransaction } from './transaction.ts'

/** Connections and channels, and what holds for a whole channel: confirms, transactions, limits, replies. */
export class BrokerSessions extends BrokerView {
  openConnection(): number {
    const { connections } = this.engine
    return connections.push(new Connection(connections.length)) - 1
  }

  /** False once it was closed, or its node went. */
  isConnectionOpen(connection: number): boolean {
    return this.engine.connections[connection]!.open
  }

  /** Its channels close, then its exclusive queues go. A closed one stays closed. `reason` as of `closeChannel`. */
  closeConnection(connection: number, reason: number): void {
    const closing = this.connectionOf(connection)
    assert(closing, `there is a connection ${connection}`)
    closeConnection(this.engine, closing, reason)
  }

  /** On a connection, or on none. */
  openChannel(connection = -1): number {
    const { channels, ringSpace } = this.engine
    const on = this.connectionOf(connection)
    const channel = new Channel(channels.length, on, ringSpace)
    on?.channels.push(channel)
    return channels.push(channel) - 1
  }

  /** False once it was closed, or its connection, or its node went; -1 is no channel. */
  isOpen(channel: number): boolean {
    return channel >= 0 && this.engine.channels[channel]!.open
  }

  /** Its consumers end silently, and all its unacked messages return to their places. A closed one stays closed. `reason` is a `TraceReason`: crash, timeout, cancel. */
  closeChannel(channel: number, reason: number): void {
    closeChannel(this.engine, this.engine.channels[channel]!, reason)
  }

  /** A closed channel nobody asks about any more, and its consumers: their numbers stay theirs, what they were goes. */
  forgetChannel(channel: number, consumers: readonly number[]): void {
    forgetChannel(this.engine, channel, consumers)
  }

  /** 406 on a transactional channel. */
  confirmSelect(channel: number): Declared {
    const on = this.channelOf(channel)
    if (on.transaction !== null) return refused(406, 'a transactional channel cannot confirm')
    on.confirms = true
    return accepted(channel)
  }

  /** 406 on a channel in confirm mode. */
  txSelect(channel: number): Declared {
    return selectTransaction(this.channelOf(channel))
  }

  txCommit(channel: number): Declared {
    return commit(this.engine, this.channelOf(channel))
  }

  txRollback(channel: number): Declared {
    return rollBack(this.channelOf(channel))
  }

  /** Starts the channel's consumer of direct replies; its id, or minus a reply code: 406 for a second one, or one with acks. */
  consumeReplies(
    channel: number,
    actor: number,
    options: { autoAck: boolean; tag?: string },
  ): number {
    const { autoAck, tag = '' } = options
    return answerOf(consumeReplies(this.engine, this.channelOf(channel), actor, autoAck, tag))
  }

  /** What becomes of a reply-to `amq.rabbitmq.reply-to` published on the channel; null: 406, it consumes no replies. */
  replyAddress(channel: number): string | null {
    return replyAddress(this.channelOf(channel))
  }

  /**
   * basic.qos: for consumers of the channel started from now on, or `global` for all of them together. The former takes the
   * latter back. [source: rabbit_channel basic.qos; recorded: K168]
   */
  qos(channel: number, prefetch: number, options: { global?: boolean } = {}): void {
    const on = this.channelOf(channel)
    const isShared = options.global === true && this.engine.rules.sharedPrefetch
    if (!isShared) on.prefetch = prefetch
    if (!isShared && on.sharedMax === Number.POSITIVE_INFINITY) return
    limitShared(this.engine, on, isShared ? prefetch : 0)
    lookAfter(this.engine)
  }

  /** How long a delivery to a consumer started from now on may stay unacked; Infinity is for ever. */
  setAckTimeout(timeoutUs: number): void {
    this.engine.ackTimeoutUs = timeoutUs
  }

  protected connectionOf(id: number): Connection | null {
    return this.engine.connections[id] ?? null
  }

  protected channelOf(id: number): Channel {
    const channel = this.engine.channels[id]
    assert(channel?.open, `channel ${id} is open`)
    return channel
  }
}
