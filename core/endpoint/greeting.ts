import type { WireTable } from '#core/amqp/field-table.ts'
import type { FieldsOf } from '#core/amqp/methods.ts'
import type { WireProfile } from './wire-profile.ts'

/** In RabbitMQ's order. [seen on 3.10.8, 4.0.5, 4.3.6] */
const capabilities = [
  'publisher_confirms',
  'exchange_exchange_bindings',
  'basic.nack',
  'consumer_cancel_notify',
  'connection.blocked',
  'consumer_priorities',
  'authentication_failure_close',
  'per_consumer_qos',
  'direct_reply_to',
]

/** connection.start: product and version are RabbitMQ's, because clients switch features by them. */
export function greetingOf(profile: WireProfile): FieldsOf<'connection.start'> {
  const said = (value: string) => ({ letter: 'S', value }) as const
  const can: WireTable = {
    fields: capabilities.map((name) => [name, { letter: 't', value: true }]),
  }
  return {
    versionMajor: 0,
    versionMinor: 9,
    serverProperties: {
      fields: [
        ['capabilities', { letter: 'F', value: can }],
        ['cluster_name', said('sluice@simulated')],
        ['copyright', said('Sluice is not RabbitMQ; it behaves like the version it names')],
        ['information', said('A broker simulated by Sluice. Nothing here is stored.')],
        ['platform', said('Sluice')],
        ['product', said('RabbitMQ')],
        ['version', said(profile.version)],
      ],
    },
    mechanisms: profile.mechanisms.join(' '),
    locales: 'en_US',
  }
}
