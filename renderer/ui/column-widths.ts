/** Widths of table columns from what stands in them. */

/** What a column says about its width: a fixed one, or its texts. Neither: it takes what is left. */
export interface WidthSpec<Row> {
  readonly title: string
  readonly widthPx?: number
  /** The text of a cell, to measure. */
  readonly text?: (row: Row) => string
  /** Room beside the text: a mark, an arrow. */
  readonly extraPx?: number
  readonly maxPx?: number
}

/** Rows that are measured; more would cost time and hardly change a width. */
const measuredRows = 500
const cellPaddingPx = 20
const sortArrowPx = 14
const minPx = 40

/** Px per column, null for those that share what is left. `measure`: px of a text in the table's font. */
export function columnWidths<Row>(
  columns: readonly WidthSpec<Row>[],
  rows: readonly Row[],
  measure: (text: string) => number,
): (number | null)[] {
  return columns.map(({ title, widthPx, text, extraPx = 0, maxPx = 320 }) => {
    if (widthPx !== undefined) return widthPx
    if (text === undefined) return null
    let longest = ''
    for (const row of rows.slice(0, measuredRows)) {
      const cell = text(row)
      if (cell.length > longest.length) longest = cell
    }
    const content = Math.max(measure(title) + sortArrowPx, measure(longest) + extraPx)
    return Math.ceil(Math.min(maxPx, Math.max(minPx, content + cellPaddingPx)))
  })
}

let context: CanvasRenderingContext2D | null = null

/** Px of a text as the browser would set it in `font` (a CSS font shorthand). */
export function measureText(text: string, font: string): number {
  context ??= document.createElement('canvas').getContext('2d')
  if (context === null) return text.length * 7
  context.font = font
  return context.measureText(text).width
}
