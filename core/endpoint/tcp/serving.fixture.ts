/** A broker of its own behind a port, for tests of the endpoint alone: what is served to users is a run (`host/client-door.ts`). */
import { Broker } from '#core/engine/broker.ts'
import type { BrokerProfile } from '#core/model/scenario.ts'
import { Endpoint } from '../endpoint.ts'
import type { EndpointLimits } from '../limits.ts'
import { wireProfiles } from '../wire-profile.ts'
import { AmqpServer } from './amqp-server.ts'
import { type Certificate, listenerOf } from './listener.ts'
import type { Pump } from './pump.ts'
import { RealTimePump } from './real-time-pump.fixture.ts'
import type { ServerLimits } from './server-limits.ts'

export interface ServingOptions {
  readonly profile: BrokerProfile
  readonly port: number
  /** Who may log in. */
  readonly user: string
  readonly password: string
  readonly limits?: Partial<EndpointLimits>
  readonly server?: Partial<ServerLimits>
  /** Key and certificate in PEM; plain TCP without. */
  readonly tls?: Certificate
  /** Whose time it is; the wall's unless said. */
  readonly pumpOf?: (broker: Broker, acted: () => void) => Pump
}

/** A broker of its own behind a port. */
export interface Serving {
  readonly broker: Broker
  readonly endpoint: Endpoint
  readonly pump: Pump
  readonly port: number
  close(): Promise<void>
}

/** Opens a port with an empty broker behind it. Rejects `Failure` when it cannot be had. */
export async function serveBroker(options: ServingOptions): Promise<Serving> {
  const { profile, port, user, password, limits } = options
  const server = new AmqpServer({
    terms: {
      profile: wireProfiles[profile],
      virtualHosts: ['/'],
      admits: (name, secret) => name === user && (secret === null || secret === password),
    },
    ...(options.server === undefined ? {} : { limits: options.server }),
    listener: await listenerOf(options.tls),
  })
  const endpoint = new Endpoint({
    profile,
    outlet: server,
    ...(limits === undefined ? {} : { limits }),
  })
  const broker = new Broker({ sink: endpoint, trace: endpoint, profile })
  endpoint.serve(broker)
  const acted = () => endpoint.settle()
  const pump = options.pumpOf?.(broker, acted) ?? new RealTimePump(broker, acted)
  server.serve(endpoint, pump)
  const bound = await server.listen(port)
  return { broker, endpoint, pump, port: bound, close: () => server.close() }
}
