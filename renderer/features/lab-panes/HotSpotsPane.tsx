import type { RunDescription } from '#core/model/run.ts'
import { useText } from '#renderer/i18n/use-text.ts'
import type { HotSpot } from '#renderer/state/hot-spots.ts'
import { hotSpotsNow } from '#renderer/state/hot-spots-now.ts'
import { select, useSelection } from '#renderer/state/run-selection.ts'
import { Mark } from '#renderer/ui/Mark.tsx'
import { writeCount, writeNetRate } from '#renderer/ui/number.ts'
import { Pane } from '#renderer/ui/Pane.tsx'
import { HotSpotWhy } from './HotSpotWhy.tsx'
import styles from './hot.module.css'
import { hotText } from './hot-text.ts'
import { markOf, reasonWords } from './hot-words.ts'
import { useFrame } from './use-frame.ts'

/** Where a large broker hurts: at most five queues, worst growth first. The chosen one, else the first, explains itself. */
export function HotSpotsPane({ description }: { readonly description: RunDescription }) {
  const say = useText(hotText)
  const selected = useSelection((selection) => selection.selected)
  useFrame()
  const hot = hotSpotsNow()
  const chosen = selected === null ? null : selected.kind === 'queue' ? hot.of(selected.name) : null
  const explained = selected === null ? (hot.spots[0] ?? null) : chosen
  return (
    <Pane
      title={say('title')}
      note={say('of', { shown: hot.spots.length, all: writeCount(description.queues.length) })}
      actions={<span className={styles.order}>{say('byGrowth')} ↓</span>}
      flush
    >
      {hot.spots.length === 0 ? <p className={styles.nothing}>{say('nothing')}</p> : null}
      <ol className={styles.list}>
        {hot.spots.map((spot) => (
          <li key={spot.queue.name}>
            <Row
              spot={spot}
              explained={spot.queue.name === explained?.queue.name}
              chosen={selected?.kind === 'queue' && selected.name === spot.queue.name}
            />
          </li>
        ))}
      </ol>
      {explained === null ? null : (
        <HotSpotWhy description={description} spot={explained} chosen={selected !== null} />
      )}
    </Pane>
  )
}

interface RowProps {
  readonly spot: HotSpot
  readonly explained: boolean
  readonly chosen: boolean
}

function Row({ spot, explained, chosen }: RowProps) {
  const say = useText(hotText)
  const { name, ready } = spot.queue
  return (
    <button
      type="button"
      className={styles.row}
      aria-pressed={chosen}
      data-explained={explained || undefined}
      onClick={() => select(chosen ? null : { kind: 'queue', name })}
    >
      <Mark of={markOf(spot.reason)} />
      <b className={styles.name}>{name}</b>
      <b>{writeCount(ready)}</b>
      <span className={styles.reason}>{reasonWords(say, spot)}</span>
      <span className={styles.growth}>{writeNetRate(spot.growthRate)}</span>
    </button>
  )
}
