/**
 * `npm run coverage`: every branch of the engine's state code is taken by a test of its rule or by a recorded script, and the
 * random properties do not count, or it would be a matter of luck. A branch that cannot be taken is not left uncovered
 * but is an assertion, and those are listed here. Fails below 100 % and at a comment that hides code from the count.
 */
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { bin, command, root } from './run/command.ts'

const hidden = /(?:v8|istanbul|c8) ignore/
const asserted = /\bassert(?:Never)?\([\s\S]*?\)$/gm

const { code } = await command(
  bin('vitest'),
  [
    ...['run', '--project', 'unit', 'core/engine', 'core/conformance', '--coverage'],
    ...['--exclude', '**/*properties.test.ts', ...process.argv.slice(2)],
  ],
  { show: true },
)

const beliefs: string[] = []
const hiding: string[] = []
for (const file of globSync('core/engine/**/*.ts', { cwd: root }).sort()) {
  if (/\.(?:test|fixture)\.ts$|\/reference\//.test(file)) continue
  const text = readFileSync(join(root, file), 'utf8')
  if (hidden.test(text)) hiding.push(file)
  for (const { 0: call, index } of text.matchAll(asserted)) {
    const line = text.slice(0, index).split('\n').length
    beliefs.push(`  ${file}:${line} ${call.replaceAll(/\s+/g, ' ')}`)
  }
}
console.log(`\nWhat cannot happen, and is asserted (${beliefs.length}):\n${beliefs.join('\n')}`)
for (const file of hiding) console.error(`${file} hides code from the count: use an assertion.`)
process.exitCode = code === 0 && hiding.length === 0 ? 0 : 1
