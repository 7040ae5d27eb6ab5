/** How a scenario appears in a list: title and summary read off the text, without parsing the rest of a large file. */
import { parse } from 'yaml'

export interface ScenarioRef {
  readonly source: 'shipped' | 'saved'
  readonly id: string
}

export interface ScenarioEntry extends ScenarioRef {
  readonly title: string
  readonly summary: string
}

/** A text without a readable title is listed under its id. */
export function scenarioEntry({ source, id }: ScenarioRef, text: string): ScenarioEntry {
  const title = topLevelText(text, 'scenario')
  return { source, id, title: title === '' ? id : title, summary: topLevelText(text, 'summary') }
}

/** A free id made of the scenario's title. */
export function savedIdFor(text: string, taken: readonly string[]): string {
  const words = topLevelText(text, 'scenario')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 80)
    .replaceAll(/^-+|-+$/g, '')
  const base = words === '' ? 'scenario' : words
  let id = base
  for (let copy = 2; taken.includes(id); copy += 1) id = `${base}-${copy}`
  return id
}

/** The value of one key that starts a line, together with the indented lines that belong to it. */
function topLevelText(text: string, key: string): string {
  const block = new RegExp(`^${key}:.{0,2000}(?:\\r?\\n[ \\t].{0,2000}){0,20}`, 'm').exec(text)
  if (block === null) return ''
  try {
    const parsed: unknown = parse(block[0], { maxAliasCount: 0 })
    const value = typeof parsed === 'object' && parsed !== null ? Object.values(parsed)[0] : null
    return typeof value === 'string' ? value.trim() : ''
  } catch {
    return ''
  }
}
