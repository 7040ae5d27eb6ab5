/** What all clients of a server together, and each one, may take of it. */
export interface ServerLimits {
  /** Sockets at once; one more is closed at once. */
  readonly connectionsMax: number
  /** What tune offers. [RabbitMQ: channel_max, frame_max, heartbeat] */
  readonly channelMax: number
  readonly frameMax: number
  readonly heartbeatS: number
  /** From the first byte to connection.open. [RabbitMQ: handshake_timeout] */
  readonly handshakeMs: number
  /** How long a refused login waits for the silence that follows. [seen] */
  readonly silentCloseMs: number
  /** Until the socket of a closed connection is closed from here. [source: rabbit_reader CLOSING_TIMEOUT] */
  readonly closingMs: number
  /** Bytes on their way to a client, or from it; beyond, it is not read, and nothing is made for it. */
  readonly unsentBytesMax: number
  /** Of what a client has sent, so much is heard before others have their turn. */
  readonly turnBytesMax: number
}

export const usualServerLimits: ServerLimits = {
  connectionsMax: 4096,
  channelMax: 2047,
  frameMax: 131_072,
  heartbeatS: 60,
  handshakeMs: 10_000,
  silentCloseMs: 3000,
  closingMs: 30_000,
  unsentBytesMax: 1024 * 1024,
  turnBytesMax: 16 * 1024,
}
