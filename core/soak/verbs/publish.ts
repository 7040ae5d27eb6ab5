import { PublishResult } from '#core/engine/publish-result.ts'
import { Failure } from '#core/model/failure.ts'
import { actorOfChannel } from '#core/soak/ledger/actors.ts'
import type { Publication } from '#core/soak/ledger/copy.ts'
import { waysOf } from '#core/soak/records/entering.ts'
import type { Stage } from '#core/soak/stage.ts'
import { violate } from '#core/soak/violation.ts'
import { over } from './over.ts'
import type { Of } from './step.ts'

export function publish(stage: Stage, step: Of<'publish'>): void {
  for (let sent = 1; sent < step.count; sent++) {
    publishOnce(stage, step)
    over(stage)
  }
  publishOnce(stage, step)
}

function publishOnce(stage: Stage, step: Of<'publish'>): void {
  const { broker, ledger, plan, alarms } = stage
  const isDirect = step.exchange < 0 || step.replyTo !== null
  const exchange = isDirect ? '' : plan.exchanges[step.exchange]!.name
  const exchangeId = broker.exchangeId(exchange)
  if (exchangeId < 0) return
  const publication = publicationOf(stage, step, exchange)
  const isInternal = ledger.ways.exchange(exchange)!.internal
  const isHeld = alarms.size > 0
  const isLater = publication.channel.mode === 'transaction'
  if (isHeld && (isInternal || isLater)) return
  const to = waysOf(ledger, publication)
  const ways = to.length
  if (!isHeld) publication.ways = to
  const before = ledger.events
  const { channel, key, mandatory, mark } = publication
  const template = templateId(stage, step.body)
  const actor = actorOfChannel(channel.id)
  const send = () =>
    broker.publish(channel.id, actor, exchangeId, broker.keyId(key), template, mandatory, mark)
  if (isInternal) {
    const result = send()
    const isForbidden = result === PublishResult.forbidden && ledger.events === before
    if (!isForbidden) violate('V4', 'an internal exchange took a message')
    return
  }
  if (!isHeld && ways + messagesHeld(stage) > plan.messagesMax) {
    if (!isRefused(send) || ledger.events !== before) violate('V22', 'a full broker took a message')
    return
  }
  if (isLater) publication.channel.sentLater.push(publication)
  else ledger.sent.push(publication)
  const result = send()
  if (isLater) {
    const isQuiet = result === 0 && ledger.events === before
    if (!isQuiet) violate('V15', `a publish in a transaction answered ${result}`)
    return
  }
  if (isHeld) {
    const isQuiet = result === PublishResult.held && ledger.events === before
    if (!isQuiet) violate('V15', 'a publish under an alarm was not held')
    return
  }
  const routed = publication.routed ? PublishResult.routed : PublishResult.unroutable
  const expected = routed | (publication.refused ? PublishResult.refused : 0)
  if (result !== expected) violate('V3', `a publish to ${ways} queues answered ${result}`)
}

function messagesHeld({ ledger }: Stage): number {
  return ledger.live.reduce((sum, { length, unacked }) => sum + length + unacked, 0)
}

function publicationOf(stage: Stage, step: Of<'publish'>, exchange: string): Publication {
  const { keys, bodies } = stage.plan
  const body = bodies[step.body]!
  // Copies of a reply to queues are nobody's use.
  const isCopied = body.copyKeys.length + body.blindKeys.length > 0
  const asker = step.replyTo === null || isCopied ? null : stage.channel(step.replyTo)
  return {
    id: 0,
    channel: stage.channel(step.channel),
    exchange,
    key: asker === null ? keys[step.key]! : `amq.rabbitmq.reply-to.${asker.id}`,
    asker,
    body,
    mandatory: step.mandatory,
    mark: ++stage.sentEver & 0xff,
    ways: null,
    withheld: 0,
    wasWithheld: false,
    refused: false,
    routed: false,
    told: false,
    returned: false,
  }
}

/** The broker is told a template once, as a producer does. */
function templateId({ broker, templates, plan }: Stage, at: number): number {
  const known = templates[at]
  if (known !== undefined) return known
  const { headers, sizeBytes, expirationMs, persistent, priority, userRef } = plan.bodies[at]!
  const template = { headers, sizeBytes, expirationMs, persistent, priority, userRef }
  const id = broker.templateId(template)
  templates[at] = id
  return id
}

function isRefused(send: () => unknown): boolean {
  try {
    send()
    return false
  } catch (problem) {
    return problem instanceof Failure && problem.code === 'refused'
  }
}
