/** Headers as they are typed: one `name: value` per line, every value a string. */
import type { FieldTable } from '#core/model/topology.ts'

/** The table, or the first line that is not a header, counted from 1. */
export function readHeaders(text: string): FieldTable | { readonly wrongLine: number } {
  const fields: [string, string][] = []
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue
    const colon = line.indexOf(':')
    if (colon < 1) return { wrongLine: index + 1 }
    fields.push([line.slice(0, colon).trim(), line.slice(colon + 1).trim()])
  }
  return { fields }
}
