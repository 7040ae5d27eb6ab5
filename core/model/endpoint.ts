/** The door for clients from outside: where it is, who may come in, and who is there. */

/** What slows or stops a client's connection, as a network or a broker would. */
export interface ClientFault {
  /** Added to everything that passes, each way, milliseconds of wall time. */
  readonly latencyMs: number
  /** Nothing passes either way, and nobody is told: heartbeats then time out. */
  readonly stalled: boolean
  /** `connection.blocked` was sent to it: it is asked to publish nothing. */
  readonly blocked: boolean
}

export const noFault: ClientFault = { latencyMs: 0, stalled: false, blocked: false }

export interface ClientEntry extends ClientFault {
  /** Its number in the run. */
  readonly connection: number
  readonly name: string
  readonly user: string
  /** `pika 1.3.2` */
  readonly product: string
  /** Address and port it comes from. */
  readonly peer: string
  readonly channels: number
}

/** The broker closed a client's channel (or connection: 0). */
export interface ClosureEntry {
  readonly atUs: number
  readonly name: string
  readonly channel: number
  readonly replyCode: number
  readonly replyText: string
}

export interface EndpointState {
  /** Null while it is closed. */
  readonly listening: Listening | null
  /** The run was gone back: clients of then are shown, and others can come again after a restart. */
  readonly rewound: boolean
  readonly clients: readonly ClientEntry[]
  /** The latest few, newest first. */
  readonly closures: readonly ClosureEntry[]
}

export interface Listening {
  readonly host: string
  readonly port: number
  readonly user: string
  readonly password: string
  readonly virtualHost: string
}
