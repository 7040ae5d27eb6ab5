import { lazy, type ReactNode, Suspense } from 'react'
import { useText } from '#renderer/i18n/use-text.ts'
import { setPaneSize, useView } from '#renderer/state/view.ts'
import { Splitter } from '#renderer/ui/Splitter.tsx'
import { appText } from './app-text.ts'
import { dockHeight, leastDockPx, mostDockPx } from './dock-height.ts'
import styles from './LabGrid.module.css'
import { PaneBoundary } from './PaneBoundary.tsx'
import { useWindowHeight } from './use-window-height.ts'

/** The graph library comes after the window stands; asked for at once, not when the window is rendered. */
const canvas = import('#renderer/features/lab-canvas/LabCanvas.tsx')
const LabCanvas = lazy(async () => ({ default: (await canvas).LabCanvas }))

const inspectorPx = { drawn: 320, least: 280, most: 520 } as const

interface LabGridProps {
  /** Lies over the canvas, at its top left corner. */
  readonly over: ReactNode
  readonly dock: ReactNode
  readonly inspector: ReactNode
}

/** The Lab's panes: the graph, the dock below it, the inspector beside both. */
export function LabGrid({ over, dock, inspector }: LabGridProps) {
  const text = useText(appText)
  const windowPx = useWindowHeight()
  const inspectorOpen = useView((view) => view.inspectorOpen)
  const widthPx = useView((view) => view.paneSizes.labInspector) ?? inspectorPx.drawn
  const draggedPx = useView((view) => view.paneSizes.labDock)
  const dockPx = Math.min(draggedPx ?? dockHeight(windowPx), mostDockPx(windowPx))
  return (
    <>
      <div className={styles.stage}>
        <div className={styles.canvas}>
          <PaneBoundary>
            <Suspense fallback={null}>
              <LabCanvas>{over}</LabCanvas>
            </Suspense>
          </PaneBoundary>
        </div>
        <Splitter
          label={text('dockHeight')}
          sizes="below"
          valuePx={dockPx}
          minPx={leastDockPx}
          maxPx={mostDockPx(windowPx)}
          onChange={(px) => setPaneSize('labDock', px)}
          onReset={() => setPaneSize('labDock', undefined)}
        />
        <div className={styles.dock} style={{ height: dockPx }}>
          <PaneBoundary>{dock}</PaneBoundary>
        </div>
      </div>
      {inspectorOpen && (
        <>
          <Splitter
            label={text('inspectorWidth')}
            sizes="right"
            valuePx={widthPx}
            minPx={inspectorPx.least}
            maxPx={inspectorPx.most}
            onChange={(px) => setPaneSize('labInspector', px)}
            onReset={() => setPaneSize('labInspector', undefined)}
          />
          <div className={styles.inspector} style={{ width: widthPx }}>
            <PaneBoundary>{inspector}</PaneBoundary>
          </div>
        </>
      )}
    </>
  )
}
