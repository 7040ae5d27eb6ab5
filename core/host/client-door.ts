/**
 * The door for clients from outside: a port on the loopback, who may come in, and whose run they come to. Everything a client does
 * enters the run as an input at the run's own time; heartbeats and patience stay on the wall clock.
 */

import { Endpoint } from '#core/endpoint/endpoint.ts'
import { AmqpServer } from '#core/endpoint/tcp/amqp-server.ts'
import { listenerOf } from '#core/endpoint/tcp/listener.ts'
import { wireProfiles } from '#core/endpoint/wire-profile.ts'
import type { ClientEntry, ClientFault, EndpointState, Listening } from '#core/model/endpoint.ts'
import { Failure } from '#core/model/failure.ts'
import type { GuestFacts, GuestInput } from '#core/model/guest.ts'
import type { Scenario } from '#core/model/scenario.ts'
import type { Guests } from '#core/simulation/guests.ts'
import type { Simulation } from '#core/simulation/simulation.ts'

/** The port every client means when it names none. [IANA: amqp] */
const usualPort = 5672
/** Of what the broker closed, so many are told. */
const closuresTold = 20

export interface DoorOptions {
  readonly user: string
  readonly password: string
  /** Where what clients do goes. False: it waits there, and the client with it until `caughtUp`. */
  readonly enter: (input: GuestInput) => boolean
  readonly tls?: { readonly key: string; readonly cert: string }
  readonly connectionsMax?: number
}

export class ClientDoor {
  readonly #options: DoorOptions
  #server: AmqpServer | null = null
  #port = 0
  /** The guests of the run that is loaded, when they are real. */
  #endpoint: Endpoint | null = null
  #simulation: Simulation | null = null
  /** Connections the run has had. */
  #connections = 0

  constructor(options: DoorOptions) {
    this.#options = options
  }

  get isOpen(): boolean {
    return this.#server !== null
  }

  /** Opens it; a run loaded from then on has guests. `port` null: the usual one, else one that is free. Rejects `refused`. */
  async open(port: number | null): Promise<Listening> {
    if (this.#server === null) {
      const { user, password, tls, connectionsMax } = this.#options
      const server = new AmqpServer({
        terms: {
          profile: wireProfiles['rabbitmq@4.3'],
          virtualHosts: ['/'],
          admits: (name, secret) => name === user && (secret === null || secret === password),
        },
        listener: await listenerOf(tls),
        ...(connectionsMax === undefined ? {} : { limits: { connectionsMax } }),
      })
      server.isWelcoming = false
      server.serve(this.#inside(), { enter: (act) => act(), stop: () => {} })
      this.#port = await listenOn(server, port)
      this.#server = server
    }
    return this.#listening
  }

  /** Everybody is sent away and the port is free again. */
  async close(): Promise<void> {
    const server = this.#server
    this.#server = null
    this.#sendAway(server)
    await server?.close()
  }

  /** Guests for a run that is to be loaded; null while the door is closed. */
  guests(scenario: Pick<Scenario, 'profile'>): Guests | null {
    if (this.#server === null) return null
    return new Endpoint({ profile: scenario.profile, outlet: this.#server })
  }

  /** The clock goes on, and what clients did meanwhile is done: they are listened to again. */
  caughtUp(): void {
    this.#server?.releaseAll()
  }

  /** A run takes the place of another: who came to that one is sent away, and if this one has real guests they may come. */
  opened(simulation: Simulation): void {
    this.#sendAway(this.#server)
    this.#simulation = simulation
    const { guests, scenario } = simulation
    const isReal = guests instanceof Endpoint && guests.speaksTo(this.#server)
    this.#endpoint = isReal ? guests : null
    this.#connections = 0
    if (this.#server === null || this.#endpoint === null) return
    this.#server.speak(wireProfiles[scenario.profile])
    this.#server.isWelcoming = true
  }

  get state(): EndpointState {
    const guests = this.#simulation?.guests ?? null
    const closures = guests?.closures.slice(-closuresTold).reverse() ?? []
    return {
      listening: this.#server === null ? null : this.#listening,
      rewound: guests !== null && this.#endpoint === null,
      clients: this.#clients(),
      closures: closures.map(({ atUs, name, channel, replyCode, replyText }) => ({
        atUs,
        name,
        channel,
        replyCode,
        replyText,
      })),
    }
  }

  /** Cuts a client's connection as a broken network would. Fails `not-found` when it is not there. */
  cut(connection: number): void {
    this.#socketOf(connection).cut()
  }

  /** Fails `not-found` when it is not there. */
  hinder(connection: number, fault: ClientFault): void {
    const socket = this.#socketOf(connection)
    const { blocked } = socket.fault
    socket.hinder(fault)
    if (blocked !== fault.blocked)
      this.#options.enter({ kind: 'guest.block', connection, blocked: fault.blocked })
  }

  /** What the server's sockets come to. */
  #inside() {
    const { enter } = this.#options
    return {
      connect: (facts: GuestFacts) => {
        enter({ kind: 'guest.connect', facts })
        return this.#connections++
      },
      receive: (connection: number, bytes: Uint8Array) => {
        // Of what it says while the clock stands, no more is taken than one read brings.
        if (!enter({ kind: 'guest.bytes', connection, bytes })) this.#server?.hold(connection)
      },
      gone: (connection: number) => void enter({ kind: 'guest.gone', connection }),
      reading: (connection: number, reading: boolean) =>
        void enter({ kind: 'guest.reading', connection, reading }),
    }
  }

  #sendAway(server: AmqpServer | null): void {
    this.#endpoint?.shutDown()
    this.#endpoint = null
    if (server === null) return
    server.isWelcoming = false
    server.forsakeAll()
  }

  #clients(): ClientEntry[] {
    if (this.#server === null) return []
    return [...this.#server.clients].map(([connection, { facts, peer, fault }]) => ({
      connection,
      name: facts?.name ?? '',
      user: facts?.user ?? '',
      product: productOf(facts),
      peer,
      channels: this.#endpoint?.channelsOf(connection) ?? 0,
      ...fault,
    }))
  }

  get #listening(): Listening {
    const { user, password } = this.#options
    return { host: '127.0.0.1', port: this.#port, user, password, virtualHost: '/' }
  }

  #socketOf(connection: number) {
    const socket = this.#server?.clients.get(connection)
    if (socket !== undefined) return socket
    throw new Failure('not-found', 'This client has gone already.')
  }
}

/** The usual port when it is free, for programs that name none; else any. */
async function listenOn(server: AmqpServer, port: number | null): Promise<number> {
  if (port !== null) return server.listen(port)
  try {
    return await server.listen(usualPort)
  } catch (problem) {
    if (!(problem instanceof Failure)) throw problem
    return server.listen(0)
  }
}

function productOf(facts: GuestFacts | null): string {
  const said = (name: string) => {
    const value = facts?.properties.fields.find(([field]) => field === name)?.[1]
    return typeof value === 'string' ? value : ''
  }
  return [said('product'), said('version')].filter((part) => part !== '').join(' ')
}
