import { useMemo } from 'react'
import { TimeBands } from '#renderer/charts/TimeBands.tsx'
import { useText } from '#renderer/i18n/use-text.ts'
import { rewind } from '#renderer/state/run-control.ts'
import { useReducedMotion } from '#renderer/state/view.ts'
import { measureDuration, writeMeasure } from '#renderer/ui/number.ts'
import { bandSpecs } from './chart-bands.tsx'
import { runSource, windowUs } from './chart-source.ts'
import { chartText } from './chart-text.ts'
import { useFlags } from './use-flags.ts'

interface ChartBandsProps {
  readonly width: number
  readonly height: number
}

const scrubTo = (atUs: number) => void rewind({ atUs })

/** The bands over the run store. In a chunk of its own, with the chart library. */
export function ChartBands({ width, height }: ChartBandsProps) {
  const say = useText(chartText)
  const still = useReducedMotion()
  const source = useMemo(runSource, [])
  const bands = useMemo(() => bandSpecs(say, writeMeasure(measureDuration(windowUs))), [say])
  const words = useMemo(
    () => ({
      events: say('events'),
      now: say('now'),
      virtualTime: say('virtualTime'),
      label: say('charts'),
      scrub: say('scrub'),
    }),
    [say],
  )
  const flags = useFlags()
  return (
    <TimeBands
      bands={bands}
      flags={flags}
      source={source}
      words={words}
      width={width}
      height={height}
      still={still}
      onScrub={scrubTo}
    />
  )
}
