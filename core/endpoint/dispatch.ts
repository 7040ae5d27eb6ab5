import type { FieldsOf, MethodName } from '#core/amqp/methods.ts'
import { settle, settleMany } from './ack-methods.ts'
import type { Command } from './assembler.ts'
import type { GuestChannel } from './channel.ts'
import { cancel, consume } from './consume-methods.ts'
import {
  bindExchange,
  declareExchange,
  deleteExchange,
  unbindExchange,
} from './exchange-methods.ts'
import { get } from './get-method.ts'
import { qos, recover } from './limit-methods.ts'
import { publish } from './publish-method.ts'
import { declareQueue } from './queue-declare.ts'
import { bindQueue, deleteQueue, purgeQueue, unbindQueue } from './queue-methods.ts'
import { notImplemented, Refusal } from './refusal.ts'
import { commit, rollBack, selectConfirms, selectTransactions } from './transaction-methods.ts'

type Handler<Name extends MethodName> = (
  channel: GuestChannel,
  fields: FieldsOf<Name>,
  command: Command,
) => void

/** What a client may ask of an open channel. */
const handlers: { readonly [Name in MethodName]?: Handler<Name> } = {
  'basic.publish': publish,
  'basic.ack': (channel, fields) => settleMany(channel, fields, 'ack'),
  'basic.nack': (channel, fields) =>
    settleMany(channel, fields, fields.requeue ? 'requeue' : 'discard'),
  'basic.reject': settle,
  'basic.get': get,
  'basic.consume': consume,
  'basic.cancel': cancel,
  'basic.qos': qos,
  'basic.recover': (channel, { requeue }) => {
    recover(channel, requeue)
    channel.reply('basic.recover-ok', {})
  },
  'basic.recover-async': (channel, { requeue }) => recover(channel, requeue),
  'exchange.declare': declareExchange,
  'exchange.delete': deleteExchange,
  'exchange.bind': bindExchange,
  'exchange.unbind': unbindExchange,
  'queue.declare': declareQueue,
  'queue.delete': deleteQueue,
  'queue.purge': purgeQueue,
  'queue.bind': bindQueue,
  'queue.unbind': unbindQueue,
  'confirm.select': (channel, { nowait }) => selectConfirms(channel, nowait),
  'tx.select': selectTransactions,
  'tx.commit': commit,
  'tx.rollback': rollBack,
  'channel.flow': (channel, { active }) => {
    if (!active) throw notImplemented('active=false')
    channel.reply('channel.flow-ok', { active })
  },
  'access.request': (channel) => channel.reply('access.request-ok', { ticket: 1 }),
}

/** Does what a client asks. Throws `Refusal`. */
export function dispatch(channel: GuestChannel, command: Command): void {
  const { name, fields } = command.method
  const handler = handlers[name] as Handler<MethodName> | undefined
  if (handler === undefined) throw new Refusal(503, 'unimplemented method')
  handler(channel, fields, command)
}
