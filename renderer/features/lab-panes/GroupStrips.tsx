import { useMemo } from 'react'
import type { RunDescription } from '#core/model/run.ts'
import { TimeStrips } from '#renderer/charts/TimeStrips.tsx'
import { useText } from '#renderer/i18n/use-text.ts'
import { groupQueues } from '#renderer/state/queue-groups.ts'
import { latestFrame, steadyRates } from '#renderer/state/run.ts'
import { select } from '#renderer/state/run-selection.ts'
import { useReducedMotion } from '#renderer/state/view.ts'
import { writeCount } from '#renderer/ui/number.ts'
import { chartText } from './chart-text.ts'
import { FocusChip } from './FocusChip.tsx'
import { placedGroups, stripSource, worstQueue } from './strips.ts'
import { useFlags } from './use-flags.ts'

interface GroupStripsProps {
  readonly description: RunDescription
  readonly by: 'prefix' | 'vhost'
  readonly width: number
  readonly height: number
}

/** The dock of a large topology: one strip per group. Choosing one chooses its worst queue. */
export function GroupStrips({ description, by, width, height }: GroupStripsProps) {
  const say = useText(chartText)
  const flags = useFlags()
  const still = useReducedMotion()
  const groups = useMemo(
    () => placedGroups(groupQueues(description.scenario, by).groups, description.queues),
    [description, by],
  )
  const source = useMemo(() => stripSource(groups), [groups])
  const words = useMemo(
    () => ({
      events: say('events'),
      now: say('now'),
      virtualTime: say('virtualTime'),
      label: say('strips'),
      more: (count: number) => say('more', { count }),
      scale: (times: string) => say('shade', { times }),
      at: ({ label }: { readonly label: string }, level: number, times: string) =>
        say('levelAt', { name: label, ready: writeCount(level), times }),
    }),
    [say],
  )
  return (
    <TimeStrips
      source={source}
      flags={flags}
      words={words}
      width={width}
      height={height}
      still={still}
      aside={<FocusChip />}
      onChoose={(key) => {
        const group = groups.find((one) => one.key === key)
        const frame = latestFrame()
        if (group === undefined || frame === null) return
        const name = description.queues[worstQueue(group, frame, steadyRates())]
        if (name !== undefined) select({ kind: 'queue', name })
      }}
    />
  )
}
