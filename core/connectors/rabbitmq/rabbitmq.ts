/** RabbitMQ, over AMQP 0-9-1 and, where there is one, its management API. */
import type { Connector } from '#core/connectors/connector.ts'
import type { ConnectionProfile, RabbitmqProfile } from '#core/model/connection.ts'
import { assert } from '#core/model/failure.ts'
import { Links } from './amqp.ts'
import { RabbitmqBroker } from './broker.ts'
import { testConnection } from './doctor.ts'
import { Management } from './management.ts'

export const rabbitmqConnector: Connector = {
  kind: 'rabbitmq',

  async open(profile, secret, signal) {
    const own = rabbitmqProfile(profile)
    const management =
      own.management === null ? null : new Management(own.management.url, own, secret)
    const links = new Links(own, secret)
    try {
      const first = await links.get('metadata', own.virtualHost, signal)
      return new RabbitmqBroker(links, management, first)
    } catch (problem) {
      management?.close()
      await links.close()
      throw problem
    }
  },

  test(profile, secret, signal) {
    return testConnection(rabbitmqProfile(profile), secret, signal)
  },
}

function rabbitmqProfile(profile: ConnectionProfile): RabbitmqProfile {
  assert(profile.kind === 'rabbitmq', 'a RabbitMQ connector is given a RabbitMQ profile')
  return profile
}
