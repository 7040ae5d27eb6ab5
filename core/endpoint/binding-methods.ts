import { fieldOf, type WireTable } from '#core/amqp/field-table.ts'
import { bytesOfText } from '#core/amqp/text.ts'
import type { BindingSpec } from '#core/model/topology.ts'
import type { GuestChannel } from './channel.ts'
import { printedBinary, typeName } from './erlang-text.ts'
import { plainTable } from './plain-value.ts'
import { withoutLineEnds } from './queue-lookup.ts'
import {
  accessRefused,
  exchangeIn,
  locked,
  notFound,
  preconditionFailed,
  queueIn,
  type Refusal,
} from './refusal.ts'

/** A binding as a client asks for it. */
export type BindingAsked = Omit<BindingSpec, 'arguments'> & { readonly arguments: WireTable }

export function bind(channel: GuestChannel, asked: BindingAsked): void {
  const spec = specOf(asked)
  refuseDefault(spec)
  const source = sourceOf(channel, spec)
  destinationOf(channel, spec)
  const bound = channel.room.broker.bind(spec)
  if (!bound.ok) throw invalidBinding(channel, source, asked, bound.reason)
}

/** Taking away what is not there is no error; that an end is missing is. */
export function unbind(channel: GuestChannel, asked: BindingAsked): void {
  const spec = specOf(asked)
  refuseDefault(spec)
  const { broker } = channel.room
  const isThere = spec.toExchange ? broker.exchangeId(spec.to) : broker.queueId(spec.to)
  if (broker.exchangeId(spec.from) < 0 || isThere < 0) return
  destinationOf(channel, spec)
  broker.unbind(spec)
}

function specOf(asked: BindingAsked): BindingSpec {
  return {
    ...asked,
    from: withoutLineEnds(asked.from),
    to: withoutLineEnds(asked.to),
    arguments: plainTable(asked.arguments),
  }
}

function refuseDefault({ from, to, toExchange }: BindingSpec): void {
  if (from === '' || (toExchange && to === '')) {
    throw accessRefused('operation not permitted on the default exchange')
  }
}

function sourceOf(channel: GuestChannel, { from }: BindingSpec): number {
  const id = channel.room.broker.exchangeId(from)
  if (id < 0) throw notFound(exchangeIn(channel.connection.facts.virtualHost, from))
  return id
}

function destinationOf(channel: GuestChannel, { to, toExchange }: BindingSpec): void {
  const { broker } = channel.room
  const { virtualHost } = channel.connection.facts
  const id = toExchange ? broker.exchangeId(to) : broker.queueId(to)
  const about = toExchange ? exchangeIn(virtualHost, to) : queueIn(virtualHost, to)
  if (id < 0) throw notFound(about)
  if (!toExchange && !broker.mayUse(id, channel.connection.brokerId).ok) throw locked(about)
}

/** [source: rabbit_exchange_type_headers, rabbit_exchange_type_topic] */
function invalidBinding(
  channel: GuestChannel,
  source: number,
  { arguments: args }: BindingAsked,
  reason: string,
): Refusal {
  const match = fieldOf(args, 'x-match')
  const isHeaders = channel.room.broker.exchangeSpec(source).type === 'headers'
  if (!isHeaders || match === undefined) return preconditionFailed(reason)
  if (match.letter === 'S') {
    const shown = printedBinary(bytesOfText(match.value))
    const why = `Invalid x-match field value ${shown}; expected all, any, all-with-x, or any-with-x`
    return preconditionFailed(why)
  }
  const value = 'value' in match ? String(match.value) : 'undefined'
  return preconditionFailed(
    `Invalid x-match field type ${typeName(match)} (value ${value}); expected longstr`,
  )
}
