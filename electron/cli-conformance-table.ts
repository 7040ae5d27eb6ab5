/** The comparison as lines for a terminal. */
import { type Row, totalsOf } from '#core/conformance/table.ts'
import type { BrokenSeen } from './conformance-planted.ts'

const marks = {
  equal: 'equal',
  different: 'DIFFERENT',
  unsupported: 'unsupported',
  broken: 'BROKEN',
}

/** One line for each scenario, one column for each version, then the reasons of what is not equal. */
export function conformanceText(sides: readonly (readonly Row[])[]): string {
  const [first = []] = sides
  const names = first.map(({ name }) => name)
  const heads = sides.map((rows) => rows[0]?.version ?? '')
  const cells = names.map((name, at) => [name, ...sides.map((rows) => cell(rows[at]!))])
  const lines = [['scenario', ...heads], ...cells]
  const widths = lines[0]!.map((_, column) =>
    Math.max(...lines.map((line) => line[column]!.length)),
  )
  const table = lines.map((line) =>
    line
      .map((text, column) => text.padEnd(widths[column]!))
      .join('  ')
      .trimEnd(),
  )
  return [...table, '', ...sides.flatMap(reasons), ...sides.map(summary), ''].join('\n')
}

function cell({ engineVerdict, change, statement }: Row): string {
  const isChanged = change !== null && change.verdict !== 'equal'
  const isOther = statement !== null && statement.verdict !== 'equal'
  return `${marks[engineVerdict.verdict]}${isChanged ? ', changed' : ''}${isOther ? ', not as stated' : ''}`
}

function reasons(rows: readonly Row[]): string[] {
  const lines: string[] = []
  for (const { name, version, engineVerdict, change, statement } of rows) {
    if (engineVerdict.verdict !== 'equal')
      lines.push(`${name} ${version}: ${engineVerdict.verdict}: ${engineVerdict.why}`)
    if (change !== null && change.verdict !== 'equal')
      lines.push(`${name} ${version}: the server is not as recorded: ${change.why}`)
    if (statement !== null && statement.verdict !== 'equal')
      lines.push(`${name} ${version}: the server is not as stated: ${statement.why}`)
  }
  return lines
}

function summary(rows: readonly Row[]): string {
  const { equal, different, unsupported, broken } = totalsOf(rows)
  const changed = rows.filter(({ change }) => change !== null && change.verdict !== 'equal').length
  return `RabbitMQ ${rows[0]?.version}: ${rows.length} compared, engine equal ${equal}, different ${different}, unsupported ${unsupported}, broken ${broken}; server changed ${changed}`
}

/** Which cases noticed a broken rule, by version: the first of each with what it saw. */
export function brokenText({ name, seconds, differences }: BrokenSeen): string {
  const took = `${seconds.toFixed(1)} s`
  if (differences.length === 0) return `MISSED  ${name} (${took})\n`
  const versions = [...new Set(differences.map(({ version }) => version))]
  const lines = versions.map((version) => {
    const own = differences.filter((one) => one.version === version)
    const more = own.length > 1 ? ` and ${own.length - 1} more` : ''
    return `        ${version} ${own[0]!.name}${more}: ${own[0]!.why}\n`
  })
  return `noticed ${name} (${took})\n${lines.join('')}`
}
