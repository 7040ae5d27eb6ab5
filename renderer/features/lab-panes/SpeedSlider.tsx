import { useText } from '#renderer/i18n/use-text.ts'
import { useRun } from '#renderer/state/run.ts'
import { setSpeed } from '#renderer/state/run-control.ts'
import { writeCompact } from '#renderer/ui/number.ts'
import { labText } from './lab-text.ts'
import { speedStep, speeds, speedTicks, writeSpeed } from './speeds.ts'
import styles from './transport.module.css'
import { useFrame } from './use-frame.ts'

const last = speeds.length - 1

/** Virtual seconds per wall second, on a log scale; the right end is as fast as this machine can. */
export function SpeedSlider() {
  const say = useText(labText)
  const speed = useRun((run) => run.speed)
  const step = speedStep(speed)
  const words = speed === 'max' ? say('max') : writeSpeed(speed)
  return (
    <div className={styles.speed}>
      <div className={styles.slider}>
        <svg
          className={styles.ticks}
          viewBox={`0 0 ${last} 1`}
          preserveAspectRatio="none"
          aria-hidden="true"
        >
          {speedTicks.map((tick) => (
            <path key={tick} d={`M${tick} 0V1`} vectorEffect="non-scaling-stroke" />
          ))}
        </svg>
        <input
          type="range"
          min="0"
          max={last}
          step="1"
          value={step}
          aria-label={say('speed')}
          aria-valuetext={words}
          onChange={({ target }) => void setSpeed(speeds[Number(target.value)] ?? 1)}
          // Its arrows are its own, not steps of the run.
          onKeyDown={(event) => {
            if (event.key.startsWith('Arrow')) event.stopPropagation()
          }}
        />
      </div>
      <span className={styles.speedWords}>
        {words}
        <EventRate />
      </span>
    </div>
  )
}

/** At full speed nothing moves on the wires, so this says that it runs. */
function EventRate() {
  const say = useText(labText)
  const frame = useFrame()
  const shown = useRun((run) => run.speed === 'max' && run.state === 'running')
  return shown && frame !== null ? (
    <small>{say('perSecond', { events: writeCompact(frame.eventsPerSecond) })}</small>
  ) : null
}
