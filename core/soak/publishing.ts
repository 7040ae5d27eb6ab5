import { PublishResult } from '#core/engine/publish-result.ts'
import { Failure } from '#core/model/failure.ts'
import type { FieldTable } from '#core/model/topology.ts'
import type { Publication } from './copy.ts'
import { Faults } from './faults.ts'
import type { Step } from './step.ts'
import { hold } from './violation.ts'

type Of<Verb extends Step['verb']> = Extract<Step, { verb: Verb }>

/** Publishers, and what each publish must be answered. */
export class Publishing extends Faults {
  protected publish(step: Of<'publish'>): void {
    const { ledger } = this
    const broker = this.broker
    const exchange = step.exchange < 0 ? '' : this.plan.exchanges[step.exchange]!.name
    const to = broker.exchangeId(exchange)
    if (to < 0) return
    const publication = this.publicationOf(step, exchange)
    const { headers, sizeBytes, expirationMs, persistent, userRef, key, copyKeys, blindKeys } =
      publication
    const template = broker.templateId({
      headers,
      sizeBytes,
      expirationMs,
      persistent,
      priority: null,
      userRef,
    })
    const channel = publication.channel
    const isInternal = ledger.exchanges.get(exchange)!.internal
    const ways = ledger.route(exchange, [key, ...copyKeys, ...blindKeys], headers).length
    const before = ledger.events
    const send = () =>
      broker.publish(channel, 1, to, broker.keyId(key), template, step.mandatory, publication.mark)
    if (this.alarms.size === 0 && isInternal) {
      hold(
        send() === PublishResult.forbidden && ledger.events === before,
        'V4',
        () => 'an internal exchange took a message',
      )
      return
    }
    if (this.alarms.size === 0 && this.held() + ways > this.plan.messagesMax) {
      hold(isRefused(send) && ledger.events === before, 'V22', () => 'a full broker took a message')
      return
    }
    if (this.alarms.size > 0 && isInternal) return
    ledger.sent.push(publication)
    const result = send()
    if (this.alarms.size > 0) {
      hold(
        result === PublishResult.held && ledger.events === before,
        'V15',
        () => 'a publish under an alarm was not held',
      )
      return
    }
    const routed = ways > 0 ? PublishResult.routed : PublishResult.unroutable
    const expected = routed | (publication.refused ? PublishResult.refused : 0)
    hold(result === expected, 'V3', () => `a publish to ${ways} queues answered ${result}`)
  }

  protected publicationOf(step: Of<'publish'>, exchange: string): Publication {
    const { keys, headers } = this.plan
    const table = headers[step.headers % headers.length]!
    const number = ++this.sentEver
    return {
      id: 0,
      channel: this.channels[step.channel % this.channels.length]!,
      exchange,
      key: keys[step.key]!,
      headers: table,
      copyKeys: textsIn(table, 'CC'),
      blindKeys: textsIn(table, 'BCC'),
      sizeBytes: step.sizeBytes,
      expirationMs: step.expirationMs,
      mandatory: step.mandatory,
      persistent: step.persistent,
      mark: number & 0xff,
      userRef: number % 7,
      refused: false,
      routed: false,
      returned: false,
    }
  }
}

function isRefused(send: () => unknown): boolean {
  try {
    send()
    return false
  } catch (problem) {
    return problem instanceof Failure && problem.code === 'refused'
  }
}

function textsIn({ fields }: FieldTable, name: string): readonly string[] {
  const value = fields.find(([field]) => field === name)?.[1]
  return Array.isArray(value) ? value.map(String) : []
}
