import { ExploreHead } from '#renderer/features/explore/ExploreHead.tsx'
import { ExplorePlace } from '#renderer/features/explore/ExplorePlace.tsx'
import { ExploreStatus } from '#renderer/features/explore/ExploreStatus.tsx'
import { Frame } from './Frame.tsx'
import { PaneBoundary } from './PaneBoundary.tsx'

/** Explore in the window. Its panes are its own; loaded when first gone to. */
export function ExploreFrame() {
  return (
    <Frame head={<ExploreHead />} status={<ExploreStatus />}>
      <PaneBoundary>
        <ExplorePlace />
      </PaneBoundary>
    </Frame>
  )
}
