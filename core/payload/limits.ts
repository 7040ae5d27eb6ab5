/** What one view may cost, as counts, so the same body gives the same view on every machine. */
export const viewLimits = {
  /** About 50 ms of decoding and layout; a longer body is shown up to here and says so. */
  textBytes: 2 * 1024 * 1024,
  /** Deeper nesting is an attack or a mistake, not a message. */
  jsonDepth: 512,
  /** Keys, values and punctuation of one body. */
  jsonTokens: 200_000,
  /** A container of plain values inside an array stays on one line up to this width. */
  inlineWidth: 72,
  hexRows: 4096,
  hexBytesPerRow: 16,
} as const
