import { useEffect, useRef } from 'react'
import { useText } from '#renderer/i18n/use-text.ts'
import { latestFrame, onTick, useRun } from '#renderer/state/run.ts'
import { restart, step, stepBack, toggleRun } from '#renderer/state/run-control.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Icon } from '#renderer/ui/Icon.tsx'
import { IconButton } from '#renderer/ui/IconButton.tsx'
import { writeClock } from '#renderer/ui/number.ts'
import { useLabCommands } from './lab-commands.ts'
import { labText } from './lab-text.ts'
import { SpeedSlider } from './SpeedSlider.tsx'
import styles from './transport.module.css'

/** Restart, step back, run or pause, the two steps, the clock of the run and its speed. */
export function LabTransport() {
  const say = useText(labText)
  const running = useRun((run) => run.state === 'running')
  useLabCommands()
  const ready = useRun((run) => run.phase === 'open' && run.description !== null)
  return (
    <div role="toolbar" aria-label={say('transport')} className={styles.transport}>
      <IconButton icon="restart" label={say('restart')} onClick={() => void restart(null)} />
      <IconButton icon="stepBack" label={say('stepBack')} onClick={() => void stepBack()} />
      <button
        type="button"
        className={styles.run}
        aria-label={running ? say('pause') : say('run')}
        aria-keyshortcuts="Space"
        disabled={!ready}
        onClick={() => void toggleRun()}
      >
        <Icon name={running ? 'pause' : 'play'} />
      </button>
      <Button
        kind="quiet"
        icon="stepEvent"
        tip={say('stepEvent')}
        onClick={() => void step('event')}
      >
        {say('event')}
      </Button>
      <Button
        kind="quiet"
        icon="arrowRight"
        tip={say('stepMessage')}
        onClick={() => void step('message')}
      >
        {say('message')}
      </Button>
      <span className={styles.rule} />
      <Clock label={say('clock')} />
      <span className={styles.rule} />
      <SpeedSlider />
    </div>
  )
}

/** Twenty times a second, so its text is set without React. */
function Clock({ label }: { readonly label: string }) {
  const output = useRef<HTMLElement>(null)
  useEffect(() => {
    const write = (nowUs: number) => {
      if (output.current !== null) output.current.textContent = writeClock(nowUs)
    }
    write(latestFrame()?.nowUs ?? 0)
    return onTick((frame) => write(frame.nowUs))
  }, [])
  return <code ref={output} className={styles.clock} role="timer" aria-label={label} />
}
