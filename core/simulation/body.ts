/** The payload of a simulated message: made when somebody looks, because the engine keeps only its size. */

export interface BodyFacts {
  readonly messageId: number
  /** Name of the producer. */
  readonly producer: string
  readonly routingKey: string
  readonly sizeBytes: number
  /** The producer's own text, or null. */
  readonly template: string | null
}

/**
 * The producer's text with `{{id}}` and `{{producer}}` filled in; without one, a JSON object padded to the message's size
 * (one that is smaller than the object stays unpadded).
 */
export function bodyOf({
  messageId,
  producer,
  routingKey,
  sizeBytes,
  template,
}: BodyFacts): string {
  if (template !== null)
    return template
      .replaceAll('{{id}}', () => String(messageId))
      .replaceAll('{{producer}}', () => producer)
  const facts = { id: messageId, producer, key: routingKey }
  const plain = JSON.stringify(facts)
  const missing = sizeBytes - utf8Bytes(plain)
  const frame = ',"pad":""'.length
  if (missing === 0 || missing < frame) return plain
  return JSON.stringify({ ...facts, pad: '.'.repeat(missing - frame) })
}

/** Bytes of a well-formed text in UTF-8. */
function utf8Bytes(text: string): number {
  let bytes = 0
  for (const character of text) {
    const point = character.codePointAt(0)!
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4
  }
  return bytes
}
