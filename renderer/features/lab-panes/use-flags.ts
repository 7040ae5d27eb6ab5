import { useMemo } from 'react'
import type { FlagSpec } from '#renderer/charts/band-spec.ts'
import { useText } from '#renderer/i18n/use-text.ts'
import { useRun } from '#renderer/state/run.ts'
import { flagWords } from './change-words.tsx'
import { changesOf } from './changes.ts'
import { changesText } from './changes-text.ts'
import { useGap } from './use-gap.ts'

/** What you and the scenario's faults did, as flags on the time axis. */
export function useFlags(): readonly FlagSpec[] {
  const say = useText(changesText)
  const description = useRun((run) => run.description)
  const marks = useRun((run) => run.marks)
  const gapUs = useGap()
  return useMemo(
    () =>
      description === null
        ? []
        : changesOf(marks, description, gapUs).map((change) => ({
            atUs: change.atUs,
            untilUs: change.untilUs,
            by: change.command === null ? ('fault' as const) : ('you' as const),
            label: flagWords(say, change),
          })),
    [marks, description, gapUs, say],
  )
}
