import { ByteReader, Malformed } from './byte-reader.ts'

/**
 * What a broker has to know of a property list, read without decoding the rest: most messages are forwarded with the very
 * bytes they came with.
 */
export interface Skimmed {
  deliveryMode: number
  /** -1 when there is none. */
  priority: number
  /** Null when there is none, as the next two. */
  expiration: string | null
  replyTo: string | null
  userId: string | null
  /** Where the headers begin, at their length; -1 when there are none. */
  headersAt: number
}

/** More flags follow, which nobody defined. */
const moreFlags = 1
const flagOf = {
  contentType: 0x8000,
  contentEncoding: 0x4000,
  headers: 0x2000,
  deliveryMode: 0x1000,
  priority: 0x0800,
  correlationId: 0x0400,
  replyTo: 0x0200,
  expiration: 0x0100,
  messageId: 0x0080,
  timestamp: 0x0040,
  type: 0x0020,
  userId: 0x0010,
  appId: 0x0008,
  clusterId: 0x0004,
}

/** Skims the property list in `bytes` from `from` to `to`. Throws `Malformed` when it does not end there. */
export function skimProperties(bytes: Uint8Array, from: number, to: number): Skimmed {
  const reader = new ByteReader(bytes, from, to)
  const flags = reader.short()
  if ((flags & moreFlags) !== 0) throw new Malformed('there are properties nobody defined')
  const found: Skimmed = {
    deliveryMode: 0,
    priority: -1,
    expiration: null,
    replyTo: null,
    userId: null,
    headersAt: -1,
  }
  const pass = (flag: number) => {
    if ((flags & flag) !== 0) reader.skip(reader.octet())
  }
  pass(flagOf.contentType)
  pass(flagOf.contentEncoding)
  if ((flags & flagOf.headers) !== 0) {
    found.headersAt = reader.at
    reader.skip(reader.long())
  }
  if ((flags & flagOf.deliveryMode) !== 0) found.deliveryMode = reader.octet()
  if ((flags & flagOf.priority) !== 0) found.priority = reader.octet()
  pass(flagOf.correlationId)
  if ((flags & flagOf.replyTo) !== 0) found.replyTo = reader.shortText()
  if ((flags & flagOf.expiration) !== 0) found.expiration = reader.shortText()
  pass(flagOf.messageId)
  if ((flags & flagOf.timestamp) !== 0) reader.skip(8)
  pass(flagOf.type)
  if ((flags & flagOf.userId) !== 0) found.userId = reader.shortText()
  pass(flagOf.appId)
  pass(flagOf.clusterId)
  if (reader.left > 0) throw new Malformed(`the properties are followed by ${reader.left} B`)
  return found
}
