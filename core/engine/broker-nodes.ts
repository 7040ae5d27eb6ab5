import { assert } from '#core/model/failure.ts'
import type { AlarmKind } from '#core/model/scenario.ts'
import { setAlarm } from './alarm.ts'
import { BrokerSessions } from './broker-sessions.ts'
import { sendDeadLetters } from './dead-letter.ts'
import { partition, startNode, stopNode } from './replication.ts'
import { restart, type Stop } from './restart.ts'

/** A broker's time, and what happens to its nodes. */
export class BrokerNodes extends BrokerSessions {
  /** Virtual now, whole microseconds. Its owner writes it before any verb that happens later. */
  get nowUs(): number {
    return this.engine.clock.nowUs
  }

  set nowUs(nowUs: number) {
    this.engine.clock.nowUs = nowUs
  }

  /** False while nothing can happen by itself: the cheap half of the question when the next thing does. */
  mayExpire(): boolean {
    return this.engine.timers.size > 0
  }

  /** Nothing happens by itself before this: cheaper than to know when it does. Only while something may. */
  quietUntilUs(): number {
    return this.engine.timers.quietUntilUs
  }

  /** When the next thing happens by itself, such as a head that expires; Infinity when nothing does. */
  nextExpiryUs(): number {
    return this.engine.timers.firstUs()
  }

  /** Does everything that is due by itself, such as letting go of heads whose time is over. */
  expire(): void {
    const { timers, clock } = this.engine
    while (timers.firstUs() <= clock.nowUs) timers.fireFirst()
    sendDeadLetters(this.engine)
  }

  /** Raises or clears an alarm. While one is on a publish is held and answers `PublishResult.held`. */
  setAlarm(kind: AlarmKind, on: boolean): void {
    setAlarm(this.engine, kind, on)
  }

  /** The broker goes down and comes up: every channel ends, and only what is durable stays. */
  restart(stop: Stop): void {
    restart(this.engine, stop)
  }

  /** Says which of the three nodes a channel's client is connected to; 0 unless said. */
  placeChannel(channel: number, node: number): void {
    assert(this.engine.cluster.isUp(node), `node ${node} is up`)
    this.channelOf(channel).node = node
  }

  /** A node goes down with its clients. A quorum queue elects another leader while two of its three members are up. */
  stopNode(node: number): void {
    stopNode(this.engine, node)
  }

  startNode(node: number): void {
    startNode(this.engine, node)
  }

  /** Messages of which a copy waits for a majority of its queue's members: it is in no queue yet, and may still enter one. */
  keptBackCount(): number {
    return this.engine.cluster.keptBackCount
  }

  isKeptBack(messageId: number): boolean {
    return this.engine.cluster.isKeptBack(messageId)
  }

  /** Cuts the cluster: nodes with different numbers do not hear one another; three equal ones heal it. */
  partition(sides: readonly [number, number, number]): void {
    partition(this.engine, sides)
  }
}
