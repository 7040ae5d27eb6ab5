/** Prints what each bad file is answered with: `node core/bench/print-bad-files.ts`. */
import { importDefinitions } from '#core/model/definitions.ts'
import { parseScenario } from '#core/model/scenario-file.ts'
import type { Problem } from '#core/model/scenario-file-problem.ts'
import { badAnswers } from './bad-answers.ts'
import { badDefinitions } from './bad-definitions.ts'
import { type BadFile, badForms } from './bad-files.ts'

function print(title: string, files: readonly BadFile[], read: (text: string) => Problem[]): void {
  console.log(`\n${title}, ${files.length}`)
  for (const { name, text } of files) {
    const written = text()
    const startedMs = performance.now()
    const [first] = read(written)
    const tookMs = performance.now() - startedMs
    const at = first?.place ? `${first.place.line}:${first.place.column}` : '-'
    console.log(
      `${name.padEnd(40)} ${tookMs.toFixed(1).padStart(7)} ms  ${at.padEnd(9)} ${first?.message}`,
    )
  }
}

print('Scenario files', [...badForms, ...badAnswers], (text) => parseScenario(text).problems)
print('Definitions files', badDefinitions, (text) => importDefinitions(text).problems)
