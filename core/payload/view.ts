/**
 * A body as something to read. A view interprets: it never changes the bytes, it is bounded, and it says why it chose
 * what it shows. Nothing is copied, exported or published from a view.
 */
import { type HexRow, hexOf, hexRow, hexRowCount } from './hex.ts'
import { jsonLines } from './json-lines.ts'
import { type Scan, scanJson } from './json-scan.ts'
import { viewLimits } from './limits.ts'
import type { Line, Token } from './token.ts'
import { cutUtf8, decodeUtf8 } from './utf8.ts'
import { pushVisible, visible } from './visible.ts'

/** Why this view: a closed set, so the page can say it in any language. */
export type ViewReason =
  | 'content-type'
  | 'bytes'
  | 'empty'
  | 'encoded'
  | 'not-utf8'
  | 'malformed-json'
  | 'too-deep'
  | 'too-many-parts'

interface ViewOf<Kind extends string> {
  readonly kind: Kind
  readonly reason: ViewReason
  /** The reason as one English sentence. */
  readonly sentence: string
  readonly sizeBytes: number
  /** Bytes the view covers; less than `sizeBytes` when it was cut at a limit. */
  readonly shownBytes: number
}

export interface JsonView extends ViewOf<'json'> {
  readonly lines: readonly Line[]
}
export interface TextView extends ViewOf<'text'> {
  readonly lines: readonly Line[]
}
export interface HexView extends ViewOf<'hex'> {
  readonly rows: readonly HexRow[]
}
export type PayloadView = JsonView | TextView | HexView

/** `content-encoding` values that only name the character set or say nothing. */
const plainEncodings = ['', 'identity', 'utf-8', 'utf8', 'us-ascii', 'ascii']

/** Chooses and builds the view of a body. Never throws, whatever the bytes are. */
export function view(
  body: Uint8Array,
  contentType: string | null,
  contentEncoding: string | null,
): PayloadView {
  if (body.length === 0) return textView(body, '', 'empty', 'The body is empty.')
  const encoding = (contentEncoding ?? '').trim().toLowerCase()
  if (!plainEncodings.includes(encoding))
    return hexView(
      body,
      'encoded',
      `The body is ${visible(encoding)}-encoded; its bytes are shown.`,
    )

  const shown = cutUtf8(body, viewLimits.textBytes)
  const decoded = decodeUtf8(shown)
  if (!decoded.valid)
    return hexView(body, 'not-utf8', `Byte ${decoded.at} is not UTF-8; the bytes are shown.`)
  if (decoded.text.includes('\0'))
    return hexView(body, 'bytes', 'The body holds zero bytes, so it is shown as bytes.')

  const saysJson = isJsonType(contentType)
  if (!saysJson && !/^\ufeff?\s*[[{]/.test(decoded.text))
    return textView(shown, decoded.text, 'bytes', 'The bytes are UTF-8 text.', body.length)
  const scan = scanJson(decoded.text)
  if (scan.ok)
    return {
      kind: 'json',
      lines: jsonLines(decoded.text, scan.lexemes),
      reason: saysJson ? 'content-type' : 'bytes',
      sentence: saysJson ? 'The content type says JSON.' : 'The bytes are JSON.',
      sizeBytes: body.length,
      shownBytes: shown.length,
    }
  return notJson(shown, decoded.text, scan, saysJson, body.length)
}

/** One line for a table cell: text with hidden characters escaped, or hex when the bytes are not text. */
export function previewLine(
  body: Uint8Array,
  contentEncoding: string | null,
  most = 160,
): { readonly kind: 'text' | 'hex'; readonly text: string } {
  const shown = cutUtf8(body, most)
  const encoding = (contentEncoding ?? '').trim().toLowerCase()
  const decoded = plainEncodings.includes(encoding) ? decodeUtf8(shown) : { valid: false as const }
  if (!decoded.valid || decoded.text.includes('\0'))
    return { kind: 'hex', text: hexOf(body.subarray(0, Math.ceil(most / 3))) }
  return { kind: 'text', text: visible(decoded.text.replace(/\s+/g, ' ').trim()) }
}

function isJsonType(contentType: string | null): boolean {
  const type = (contentType ?? '').split(';', 1)[0]!.trim().toLowerCase()
  return type === 'application/json' || type === 'text/json' || type.endsWith('+json')
}

function notJson(
  shown: Uint8Array,
  text: string,
  scan: Scan & { ok: false },
  saysJson: boolean,
  sizeBytes: number,
): TextView {
  if (scan.why === 'malformed') {
    if (!saysJson) return textView(shown, text, 'bytes', 'The bytes are UTF-8 text.', sizeBytes)
    const cut = shown.length < sizeBytes
    const sentence = cut
      ? `The body is longer than the ${viewLimits.textBytes} bytes a view reads, so it is shown as text.`
      : `The content type says JSON, but at character ${scan.at + 1} ${scan.expected} is missing; shown as text.`
    return textView(shown, text, 'malformed-json', sentence, sizeBytes)
  }
  const limit =
    scan.why === 'too-deep'
      ? `nested deeper than ${viewLimits.jsonDepth} levels`
      : `made of more than ${viewLimits.jsonTokens} parts`
  return textView(shown, text, scan.why, `The JSON is ${limit}, so it is shown as text.`, sizeBytes)
}

function textView(
  shown: Uint8Array,
  text: string,
  reason: ViewReason,
  sentence: string,
  sizeBytes = shown.length,
): TextView {
  const lines = text.split(/\r\n|\n|\r/).map((line): Line => {
    const tokens: Token[] = []
    pushVisible(tokens, 'text', line)
    return { indent: 0, tokens }
  })
  return { kind: 'text', lines, reason, sentence, sizeBytes, shownBytes: shown.length }
}

function hexView(body: Uint8Array, reason: ViewReason, sentence: string): HexView {
  const count = Math.min(hexRowCount(body), viewLimits.hexRows)
  return {
    kind: 'hex',
    rows: Array.from({ length: count }, (_, index) => hexRow(body, index)),
    reason,
    sentence,
    sizeBytes: body.length,
    shownBytes: Math.min(body.length, count * viewLimits.hexBytesPerRow),
  }
}
