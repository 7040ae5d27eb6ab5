/** Two transcripts side by side, line by line, as the comparison reads them. */

export interface TranscriptRow {
  /** Counted from 1. */
  readonly number: number
  /** Null where that side says nothing more. */
  readonly server: string | null
  readonly engine: string | null
  readonly is: 'same' | 'first' | 'later'
}

/** `engine` null when it was not run: then nothing differs. */
export function transcriptRows(
  server: readonly string[] | null,
  engine: readonly string[] | null,
): readonly TranscriptRow[] {
  const length = Math.max(server?.length ?? 0, engine?.length ?? 0)
  const isCompared = server !== null && engine !== null
  let differed = false
  return Array.from({ length }, (_, at) => {
    const row = { number: at + 1, server: server?.[at] ?? null, engine: engine?.[at] ?? null }
    if (!isCompared || row.server === row.engine) return { ...row, is: 'same' as const }
    const is = differed ? ('later' as const) : ('first' as const)
    differed = true
    return { ...row, is }
  })
}
