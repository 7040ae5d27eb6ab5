/** Bits of what `publish` returns. The last two mean that nothing happened: the channel is to be closed with that code. */
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
} as const
