import { FidelityHead } from '#renderer/features/fidelity/FidelityHead.tsx'
import { FidelityPlace } from '#renderer/features/fidelity/FidelityPlace.tsx'
import { FidelityStatus } from '#renderer/features/fidelity/FidelityStatus.tsx'
import { Frame } from './Frame.tsx'
import { PaneBoundary } from './PaneBoundary.tsx'

/** Fidelity in the window; loaded when first gone to. */
export function FidelityFrame() {
  return (
    <Frame head={<FidelityHead />} status={<FidelityStatus />}>
      <PaneBoundary>
        <FidelityPlace />
      </PaneBoundary>
    </Frame>
  )
}
