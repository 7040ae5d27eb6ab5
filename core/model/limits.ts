/** Every limit that crosses rooms, with its reason. A limit refuses with a sentence; it never truncates silently. */
export const limits = {
  /** A scenario is written by people; 4 MiB of YAML parses in about a second. */
  scenarioFileBytes: 4 * 1024 * 1024,
  /** A definitions export of a 10,000-queue broker is about 10 MiB. */
  definitionsFileBytes: 32 * 1024 * 1024,
  /** Deeper than any real file; keeps recursion far from the end of the stack. */
  fileDepth: 64,
  /** AMQP short strings end at 255 bytes. */
  nameBytes: 255,
  queues: 20_000,
  exchanges: 20_000,
  bindings: 100_000,
  /** Each is tried on every name. */
  policies: 1000,
  producers: 20_000,
  consumers: 20_000,
  /** Message slots of one engine: 100 M at 32 B would be 3 GB, so stop well before. */
  messagesQueued: 50_000_000,
  /** 32 B each: 32 MiB of history kept for reading; older events live on in the hash. */
  logRecordsKept: 1_048_576,
  /** What guests sent, kept so that a run can be gone back in. */
  tapeBytes: 256 * 1024 * 1024,
  framesPerSecond: 20,
  /** Sampled events in one frame: 1,000 dots cost the page about 2 ms. */
  frameEvents: 1000,
  /** Most bytes one call may carry in. */
  callBytes: 1024 * 1024,
  browseMessages: 500,
  /** Of one browsed body sent with the list; the rest is fetched when the message is opened. */
  browseBodyPreviewBytes: 4096,
  browseTotalBytes: 32 * 1024 * 1024,
  publishBodyBytes: 16 * 1024 * 1024,
  connections: 1000,
} as const
