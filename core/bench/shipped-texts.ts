/** The texts of the shipped scenarios, for tests and benches. */
import { readdirSync, readFileSync } from 'node:fs'

const folder = new URL('../scenarios/', import.meta.url)

/** `work-queue`, or `theory/mm1`. */
export const shippedText = (id: string): string =>
  readFileSync(new URL(`${id}.yaml`, folder), 'utf8')

/** Ids of a folder of scenarios: the shipped ones, or those of `theory`. */
export function scenarioIds(inside: '' | 'theory/'): string[] {
  const files = readdirSync(new URL(inside, folder)).filter((name) => name.endsWith('.yaml'))
  return files.toSorted().map((name) => `${inside}${name.slice(0, -'.yaml'.length)}`)
}
