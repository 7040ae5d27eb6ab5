import type { Fault } from '#core/engine/declared.ts'
import type { ExchangeSpec } from '#core/model/topology.ts'
import { DefaultRouter } from './default.ts'
import { DirectRouter } from './direct.ts'
import { FanoutRouter } from './fanout.ts'
import { HeadersRouter } from './headers.ts'
import type { Router } from './router.ts'
import { TopicRouter } from './topic.ts'

export function routerFor(spec: ExchangeSpec, queueIds: ReadonlyMap<string, number>): Router {
  if (spec.name === '') return new DefaultRouter(queueIds)
  switch (spec.type) {
    case 'direct':
      return new DirectRouter()
    case 'fanout':
      return new FanoutRouter()
    case 'topic':
      return new TopicRouter()
    case 'headers':
      return new HeadersRouter()
  }
}

/** Why an exchange that does not exist cannot be declared so. */
export function exchangeFault(spec: ExchangeSpec): Fault | null {
  if (!spec.name.startsWith('amq.')) return null
  return { replyCode: 403, reason: `exchange name '${spec.name}' contains reserved prefix 'amq.'` }
}

const compared = ['type', 'durable', 'autoDelete', 'internal', 'alternateExchange'] as const

/** Why an exchange that exists cannot be declared again so. [RabbitMQ: property equivalence] */
export function exchangeDifference(current: ExchangeSpec, asked: ExchangeSpec): Fault | null {
  if (current.name === '') {
    return { replyCode: 403, reason: 'the default exchange cannot be declared' }
  }
  const name = compared.find((property) => current[property] !== asked[property])
  if (name === undefined) return null
  return {
    replyCode: 406,
    reason: `inequivalent ${name} for exchange '${current.name}': asked for ${asked[name]}, but it is ${current[name]}`,
  }
}
