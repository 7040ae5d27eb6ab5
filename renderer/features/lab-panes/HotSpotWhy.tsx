import type { RunDescription } from '#core/model/run.ts'
import { useText } from '#renderer/i18n/use-text.ts'
import { backlogSince } from '#renderer/state/depth-history.ts'
import { openGroup, useGroupingKind } from '#renderer/state/grouping.ts'
import { type HotSpot, outlookOf } from '#renderer/state/hot-spots.ts'
import { groupQueues } from '#renderer/state/queue-groups.ts'
import { depthHistory, useRun } from '#renderer/state/run.ts'
import { focusQueue } from '#renderer/state/run-control.ts'
import { select } from '#renderer/state/run-selection.ts'
import { Button } from '#renderer/ui/Button.tsx'
import {
  measureDuration,
  writeClock,
  writeCount,
  writeMeasure,
  writeRate,
} from '#renderer/ui/number.ts'
import { changeBefore } from './change-before.ts'
import styles from './hot.module.css'
import { hotText } from './hot-text.ts'
import { causeWords } from './hot-words.ts'
import { useFlags } from './use-flags.ts'

interface HotSpotWhyProps {
  readonly description: RunDescription
  readonly spot: HotSpot
  /** Its facts stand below, with what can be done to it. */
  readonly chosen: boolean
}

/** The chosen hot spot in full: the cause, when it began, how long a new message waits, how far its limit is. */
export function HotSpotWhy({ description, spot, chosen }: HotSpotWhyProps) {
  const say = useText(hotText)
  const flags = useFlags()
  const kind = useGroupingKind(description.scenario)
  const focus = useRun((run) => run.focus)
  const { queue, growthRate, outRate, limit } = spot
  const { waitSeconds, limitSeconds } = outlookOf(spot)
  const history = depthHistory()
  const sinceUs = backlogSince(history.timeUs, history.sum([queue.index]))
  const after = sinceUs === null ? null : changeBefore(flags, sinceUs, history.timeUs)
  const time = sinceUs === null ? '' : writeClock(sinceUs, 0)
  const show = () => {
    select({ kind: 'queue', name: queue.name })
    if (kind !== 'none') {
      openGroup(description.scenario, groupQueues(description.scenario, kind).keyOf(queue.name))
    }
  }
  return (
    <section className={styles.why} aria-label={queue.name}>
      <h3>{queue.name}</h3>
      <p>
        {causeWords(say, spot)}{' '}
        {sinceUs === null
          ? null
          : after === null
            ? say('since', { time })
            : say('sinceAfter', { time, change: after })}
      </p>
      <dl>
        <div>
          <dt>{say('wait')}</dt>
          <dd>
            <b>{waitSeconds === null ? say('forEver') : writeSeconds(waitSeconds)}</b>{' '}
            {waitSeconds === null
              ? say('nobodyTakes')
              : say('ratio', { amount: writeCount(queue.ready), rate: writeRate(outRate) })}
          </dd>
        </div>
        <div>
          <dt>{limit === null ? say('noLimit') : say('limitIn', { limit: writeCount(limit) })}</dt>
          <dd>
            <b>
              {limit === null
                ? say('none')
                : limitSeconds === null
                  ? '–'
                  : writeSeconds(limitSeconds)}
            </b>{' '}
            {limit === null
              ? null
              : limitSeconds === null
                ? say('notNearing')
                : say('ratio', {
                    amount: writeCount(Math.max(0, limit - queue.ready)),
                    rate: writeRate(growthRate),
                  })}
          </dd>
        </div>
      </dl>
      <div className={styles.acts}>
        {kind === 'none' ? null : (
          <Button size="small" onClick={show}>
            {say('show')}
          </Button>
        )}
        {chosen ? null : (
          <Button
            size="small"
            kind="quiet"
            onClick={() => void focusQueue(focus === queue.name ? null : queue.name)}
          >
            {say(focus === queue.name ? 'chartGroups' : 'chart')}
          </Button>
        )}
      </div>
    </section>
  )
}

/** Two digits more than a guess and fewer than a measurement. */
const writeSeconds = (seconds: number) =>
  writeMeasure(measureDuration(Number((seconds * 1e6).toPrecision(3))))
