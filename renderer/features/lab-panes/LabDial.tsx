import { useEffect, useState } from 'react'
import { useText } from '#renderer/i18n/use-text.ts'
import { latestFrame, useRun } from '#renderer/state/run.ts'
import { intervene } from '#renderer/state/run-control.ts'
import { Dial as DialControl } from '#renderer/ui/Dial.tsx'
import { commandsFor, type Dial, type DialId, type DialScope } from './dials.ts'
import { dialsText } from './dials-text.ts'
import styles from './inspector.module.css'
import { touch, useTouched } from './touched.ts'

interface LabDialProps {
  readonly dial: Dial
  readonly scope: DialScope
  /** Law of arrivals or service, under the track. */
  readonly law?: string
  /** Where a lime arrow points: the next thing to try. */
  readonly suggest?: number
}

const symbols = {
  rate: 'λ',
  service: '1/μ',
  failure: 'p',
  poison: undefined,
  prefetch: undefined,
} as const
const units = {
  rate: 'perSecond',
  service: 'msMean',
  failure: 'percent',
  poison: 'percent',
} as const
const typing = {
  rate: 'typeRate',
  service: 'typeService',
  failure: 'typeFailure',
  poison: 'typePoison',
  prefetch: 'typePrefetch',
} as const
/** What may be typed. */
const limits = {
  rate: { min: 0, max: 1e6 },
  service: { min: 0.001, max: 3_600_000 },
  failure: { min: 0, max: 100 },
  poison: { min: 0, max: 100 },
  prefetch: { min: 0, max: 65535 },
}
const arrow = 'M10 6H100M90 1L100 6L90 11'
/** A value that was set is shown as set until a frame says so; after this long the frame is right. */
const settleMs = 1500

/** One dial of the run: turning it is an intervention. */
export function LabDial({ dial, scope, law, suggest }: LabDialProps) {
  const say = useText(dialsText)
  const description = useRun((run) => run.description)
  const moved = useTouched(
    ({ runId, dial: last }) => last === dial.id && runId === description?.runId,
  )
  const [set, setSet] = useState<number | null>(null)
  const arrived = set !== null && Math.abs(dial.value - set) <= Math.abs(set) * 1e-6
  useEffect(() => {
    if (set === null) return
    if (arrived) setSet(null)
    const timer = setTimeout(() => setSet(null), settleMs)
    return () => clearTimeout(timer)
  }, [set, arrived])
  if (description === null) return null

  const turn = (value: number) => {
    const frame = latestFrame()
    if (frame === null) return
    setSet(value)
    touch(description.runId, dial.id)
    for (const command of commandsFor(description, frame, scope, dial.id, value)) {
      void intervene(command)
    }
  }
  const value = set ?? dial.value
  const hints: Partial<Record<DialId, string>> = {
    rate: '0 /s',
    failure: say('eachDelivery'),
    poison: say('everyAttempt'),
  }
  const symbol = symbols[dial.id]
  return (
    <div className={styles.dial}>
      <DialControl
        label={say(dial.id)}
        {...(symbol === undefined ? {} : { symbol })}
        unit={
          dial.id === 'prefetch' ? (value === 0 ? '' : say('perConsumer')) : say(units[dial.id])
        }
        value={value}
        scale={dial.scale}
        limits={limits[dial.id]}
        write={(shown) => writeValue(dial.id, shown, say('noLimit'))}
        left={dial.mixed && set === null ? say('mixed') : (hints[dial.id] ?? law)}
        right={dial.id === 'rate' ? law : undefined}
        moved={moved}
        typeLabel={say(typing[dial.id])}
        onChange={turn}
      />
      {suggest === undefined || value >= suggest ? null : (
        <svg
          className={styles.suggest}
          viewBox="0 0 100 12"
          preserveAspectRatio="none"
          style={{
            left: `${dial.scale.position(value) * 100}%`,
            width: `${(dial.scale.position(suggest) - dial.scale.position(value)) * 100}%`,
          }}
          aria-hidden="true"
        >
          <path className={styles.suggestEdge} d={arrow} vectorEffect="non-scaling-stroke" />
          <path d={arrow} vectorEffect="non-scaling-stroke" />
        </svg>
      )}
    </div>
  )
}

function writeValue(id: DialId, value: number, noLimit: string): string {
  if (id === 'prefetch') return value === 0 ? noLimit : String(Number(value.toFixed(1)))
  if (id === 'service') return String(Number(value.toPrecision(3)))
  return value < 1000 ? value.toFixed(1) : String(Math.round(value))
}
