/** What a guest may take of the endpoint. */
export interface EndpointLimits {
  /** Bodies above it are 406, as in RabbitMQ. Bytes. */
  readonly bodyBytesMax: number
  /** Largest body a content header may announce at all; beyond is 501. [source: rabbit_command_assembler] */
  readonly announcedBytesMax: number
  /** What is written for a connection at once; then its consumers and its own frames wait until that is on its way. */
  readonly burstBytesMax: number
}

export const usualLimits: EndpointLimits = {
  bodyBytesMax: 16 * 2 ** 20,
  announcedBytesMax: 512 * 2 ** 20,
  burstBytesMax: 256 * 1024,
}
