import { ByteReader } from '#core/amqp/byte-reader.ts'
import { readProperties } from '#core/amqp/properties.ts'
import { noProperties, type Properties } from '#core/model/message.ts'
import type { Letter } from './letters.ts'
import { plainTable } from './plain-value.ts'

/** A message as a person looks at it. */
export interface GuestLetter {
  readonly properties: Properties
  readonly body: Uint8Array
}

/** What a guest published, with its properties as an explorer shows them. */
export function shownLetter({ span, bodyFrom }: Letter): GuestLetter {
  const { headers, timestamp, clusterId, ...texts } = readProperties(
    new ByteReader(span.bytes, span.from, bodyFrom),
  )
  return {
    properties: {
      ...noProperties,
      ...texts,
      ...(headers === undefined ? {} : { headers: plainTable(headers) }),
      ...(timestamp === undefined ? {} : { timestamp: Number(timestamp) }),
    },
    body: span.bytes.slice(bodyFrom, span.to),
  }
}
