import { fieldOf } from '#core/amqp/field-table.ts'
import type { FieldsOf } from '#core/amqp/methods.ts'
import { type ExchangeSpec, type ExchangeType, exchangeTypes } from '#core/model/topology.ts'
import { bind, unbind } from './binding-methods.ts'
import type { GuestChannel } from './channel.ts'
import { typeName } from './erlang-text.ts'
import { withoutLineEnds } from './queue-lookup.ts'
import { accessRefused, exchangeIn, notFound, preconditionFailed, Refusal } from './refusal.ts'

const onDefault = 'operation not permitted on the default exchange'

/** exchange.declare */
export function declareExchange(channel: GuestChannel, fields: FieldsOf<'exchange.declare'>): void {
  const { broker } = channel.room
  const name = withoutLineEnds(fields.exchange)
  const about = exchangeIn(channel.connection.facts.virtualHost, name)
  if (fields.passive) {
    if (name === '') throw accessRefused(onDefault)
    if (broker.exchangeId(name) < 0) throw notFound(about)
  } else {
    const type = typeOf(channel, fields.type)
    if (name === '') throw accessRefused(onDefault)
    const known = broker.exchangeId(name)
    const spec = specOf(fields, name, type, about, known < 0)
    if (known >= 0) refuseDifference(broker.exchangeSpec(known), spec, about)
    const declared = broker.declareExchange(spec)
    if (!declared.ok) throw new Refusal(declared.replyCode, declared.reason)
  }
  channel.answer(fields.nowait, 'exchange.declare-ok', {})
}

function typeOf(channel: GuestChannel, said: string): ExchangeType {
  const type = exchangeTypes.find((known) => known === said)
  if (type !== undefined) return type
  const why = `unknown exchange type '${said}'`
  throw new Refusal(channel.room.profile.unknownExchangeTypeIsSoft ? 406 : 503, why)
}

function specOf(
  { durable, autoDelete, internal, arguments: args }: FieldsOf<'exchange.declare'>,
  name: string,
  type: ExchangeType,
  about: string,
  isNew: boolean,
): ExchangeSpec {
  if (isNew && name.startsWith('amq.')) {
    throw accessRefused(`exchange name '${name}' contains reserved prefix 'amq.*'`)
  }
  const alternate = fieldOf(args, 'alternate-exchange')
  if (isNew && alternate !== undefined && alternate.letter !== 'S') {
    const type = typeName(alternate)
    throw preconditionFailed(`invalid type '${type}' for arg 'alternate-exchange' in ${about}`)
  }
  const alternateExchange = alternate?.letter === 'S' ? alternate.value : null
  return { name, type, durable, autoDelete, internal, alternateExchange }
}

/** [source: rabbit_exchange assert_equivalence] */
function refuseDifference(is: ExchangeSpec, asked: ExchangeSpec, about: string): void {
  const compared = [
    ['type', is.type, asked.type],
    ['durable', is.durable, asked.durable],
    ['auto_delete', is.autoDelete, asked.autoDelete],
    ['internal', is.internal, asked.internal],
  ] as const
  for (const [name, current, received] of compared) {
    if (current === received) continue
    const why = `received '${received}' but current is '${current}'`
    throw preconditionFailed(`inequivalent arg '${name}' for ${about}: ${why}`)
  }
  if (is.alternateExchange === asked.alternateExchange) return
  const said = (value: string | null) =>
    value === null ? 'none' : `the value '${value}' of type 'longstr'`
  const [received, current] = [asked.alternateExchange, is.alternateExchange]
  const why =
    received !== null && current !== null
      ? `received '${received}' but current is '${current}'`
      : `received ${said(received)} but current is ${said(current)}`
  throw preconditionFailed(`inequivalent arg 'alternate-exchange' for ${about}: ${why}`)
}

/** exchange.delete */
export function deleteExchange(channel: GuestChannel, fields: FieldsOf<'exchange.delete'>): void {
  const { broker } = channel.room
  const name = withoutLineEnds(fields.exchange)
  const about = exchangeIn(channel.connection.facts.virtualHost, name)
  if (name === '') throw accessRefused(onDefault)
  if (name.startsWith('amq.')) throw accessRefused(`deletion of system ${about} not allowed`)
  const id = broker.exchangeId(name)
  if (id >= 0) {
    const deleted = broker.deleteExchange(id, { ifUnused: fields.ifUnused })
    if (!deleted.ok) throw preconditionFailed(`${about} in use`)
  }
  channel.answer(fields.nowait, 'exchange.delete-ok', {})
}

/** exchange.bind */
export function bindExchange(channel: GuestChannel, fields: FieldsOf<'exchange.bind'>): void {
  bind(channel, bindingOf(fields))
  channel.answer(fields.nowait, 'exchange.bind-ok', {})
}

/** exchange.unbind */
export function unbindExchange(channel: GuestChannel, fields: FieldsOf<'exchange.unbind'>): void {
  unbind(channel, bindingOf(fields))
  channel.answer(fields.nowait, 'exchange.unbind-ok', {})
}

function bindingOf({
  source,
  destination,
  routingKey,
  arguments: args,
}: FieldsOf<'exchange.bind'>) {
  return { from: source, to: destination, toExchange: true, key: routingKey, arguments: args }
}
