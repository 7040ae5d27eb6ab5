import type { Say } from '#renderer/i18n/text.ts'
import type { Totals } from '#renderer/state/fidelity-verdicts.ts'
import { writeCount } from '#renderer/ui/number.ts'
import type { fidelityText } from './fidelity-text.ts'

/** What a number of comparisons came to, in words; what did not happen is left out, but never everything. */
export function sumTerms(
  text: Say<(typeof fidelityText)['en']>,
  totals: Totals,
): readonly string[] {
  const terms = (['equal', 'different', 'broken', 'unsupported'] as const).filter(
    (verdict) => verdict === 'equal' || totals[verdict] > 0,
  )
  return terms.map((verdict) =>
    verdict === 'different'
      ? text(verdict, { count: totals[verdict] })
      : text(verdict, { number: writeCount(totals[verdict]) }),
  )
}
