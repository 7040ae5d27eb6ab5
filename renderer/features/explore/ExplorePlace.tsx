import { useText } from '#renderer/i18n/use-text.ts'
import { useExplore } from '#renderer/state/explore.ts'
import { setPaneSize, useView } from '#renderer/state/view.ts'
import { Splitter } from '#renderer/ui/Splitter.tsx'
import { ConnectionTree } from './ConnectionTree.tsx'
import { ExploreInspector } from './ExploreInspector.tsx'
import { ExploreMiddle } from './ExploreMiddle.tsx'
import styles from './ExplorePlace.module.css'
import { exploreText } from './text.ts'
import { useExploreCommands } from './use-explore-commands.ts'

const treePx = { drawn: 256, least: 200, most: 400 } as const
const inspectorPx = { drawn: 372, drawnNarrow: 340, least: 280, most: 620 } as const
const narrowWindowPx = 1400

/** Explore: connections at the left, what is open in the middle, one message or queue at the right. */
export function ExplorePlace() {
  const text = useText(exploreText)
  const opened = useExplore((explore) => explore.opened)
  const environment = useExplore((explore) => {
    if (!('id' in opened)) return null
    const entry = explore.connections.find(({ profile }) => profile.id === opened.id)
    return entry?.profile.kind === 'rabbitmq' ? entry.profile.environment : null
  })
  const inspectorOpen = useView((view) => view.inspectorOpen) && opened.kind === 'queue'
  const drawnPx = window.innerWidth < narrowWindowPx ? inspectorPx.drawnNarrow : inspectorPx.drawn
  const leftPx = useView((view) => view.paneSizes.exploreTree) ?? treePx.drawn
  const rightPx = useView((view) => view.paneSizes.exploreInspector) ?? drawnPx
  useExploreCommands()
  return (
    <>
      {environment !== null && (
        <div className={styles.edge} style={{ background: `var(--env-${environment})` }} />
      )}
      <div className={styles.pane} style={{ width: leftPx }}>
        <ConnectionTree />
      </div>
      <Splitter
        label={text('connections')}
        sizes="left"
        valuePx={leftPx}
        minPx={treePx.least}
        maxPx={treePx.most}
        onChange={(px) => setPaneSize('exploreTree', px)}
        onReset={() => setPaneSize('exploreTree', undefined)}
      />
      <div className={styles.middle}>
        <ExploreMiddle />
      </div>
      {inspectorOpen && (
        <>
          <Splitter
            label={text('metadata')}
            sizes="right"
            valuePx={rightPx}
            minPx={inspectorPx.least}
            maxPx={inspectorPx.most}
            onChange={(px) => setPaneSize('exploreInspector', px)}
            onReset={() => setPaneSize('exploreInspector', undefined)}
          />
          <div className={styles.pane} style={{ width: rightPx }}>
            <ExploreInspector />
          </div>
        </>
      )}
    </>
  )
}
