/** Bits of what `publish` returns. `noExchange` and `forbidden` mean that nothing happened: the channel is to be closed with that code. */
export const PublishResult = {
  /** At least one queue matched. */
  routed: 1,
  /** No queue matched: returned when mandatory, else gone. */
  unroutable: 2,
  /** At least one matched queue refused its copy. */
  refused: 4,
  /** No such exchange: 404. */
  noExchange: 8,
  /** An internal exchange takes no messages from clients: 403. */
  forbidden: 16,
  /** An alarm is on: the message arrives when it is over. */
  held: 32,
} as const
