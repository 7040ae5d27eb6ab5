/** What the run came to: failures, skips with their reasons, one line per kind, and the totals as the last line. */
import type { KindResult, Skip } from './kind-result.ts'

export function summary(results: readonly KindResult[]): string {
  const lines: string[] = []
  for (const { kind, failures } of results)
    for (const failure of failures) lines.push(`FAILED ${kind}: ${failure}`, '')
  for (const { kind, skips } of results)
    for (const [reason, names] of byReason(skips)) {
      lines.push(`SKIPPED ${kind}: ${reason}`)
      for (const name of names) lines.push(`  ${name}`)
    }
  lines.push('')
  const width = Math.max(...results.map(({ kind }) => kind.length), 4)
  lines.push(`${'kind'.padEnd(width)}  passed  failed  skipped  seconds`)
  for (const { kind, passed, failed, skipped, tookMs } of results) {
    const seconds = (tookMs / 1000).toFixed(1)
    lines.push(
      `${kind.padEnd(width)}  ${cell(passed, 6)}  ${cell(failed, 6)}  ${cell(skipped, 7)}  ${cell(seconds, 7)}`,
    )
  }
  const sum = (part: 'passed' | 'failed' | 'skipped') =>
    results.reduce((total, result) => total + result[part], 0)
  lines.push('', `${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped`)
  return lines.join('\n')
}

function cell(value: number | string, width: number): string {
  return String(value).padStart(width)
}

function byReason(skips: readonly Skip[]): ReadonlyMap<string, readonly string[]> {
  const grouped = new Map<string, string[]>()
  for (const { name, reason } of skips) grouped.set(reason, [...(grouped.get(reason) ?? []), name])
  return grouped
}
