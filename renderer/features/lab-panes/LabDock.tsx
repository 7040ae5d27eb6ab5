import { lazy, Suspense, useLayoutEffect, useRef, useState } from 'react'
import { useText } from '#renderer/i18n/use-text.ts'
import { useRun } from '#renderer/state/run.ts'
import { chartText } from './chart-text.ts'
import styles from './dock.module.css'
import { useDockView } from './use-dock-view.ts'

const ChartBands = lazy(async () => ({ default: (await import('./ChartBands.tsx')).ChartBands }))
const GroupStrips = lazy(async () => ({
  default: (await import('./GroupStrips.tsx')).GroupStrips,
}))

/** The charts under the graph. They fill what they are given; the library comes after the first paint. */
export function LabDock() {
  const say = useText(chartText)
  const box = useRef<HTMLElement>(null)
  const [size, setSize] = useState({ width: 0, height: 0 })
  const description = useRun((run) => run.description)
  const view = useDockView()

  useLayoutEffect(() => {
    const element = box.current
    if (element === null) return
    const measure = () => setSize({ width: element.clientWidth, height: element.clientHeight })
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [])

  return (
    <section ref={box} className={styles.dock} aria-label={say('depth')}>
      {description !== null && view !== null && size.width > 0 ? (
        <Suspense fallback={null}>
          {view.by === null ? (
            <ChartBands width={size.width} height={size.height} />
          ) : (
            <GroupStrips description={description} by={view.by} {...size} />
          )}
        </Suspense>
      ) : null}
    </section>
  )
}
