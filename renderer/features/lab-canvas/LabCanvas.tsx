import { ReactFlowProvider } from '@xyflow/react'
import type { ReactNode } from 'react'
import { useDraft } from '#renderer/state/draft.ts'
import { DraftCanvas } from './DraftCanvas.tsx'
import { RunCanvas } from './RunCanvas.tsx'

/**
 * The Lab's canvas: the run, or the draft while one is built. `children` lie over its top left corner: the narrator of a
 * run, the palette of a draft.
 */
export function LabCanvas({ children }: { children?: ReactNode }) {
  const building = useDraft((draft) => draft.building)
  return (
    <ReactFlowProvider key={building ? 'draft' : 'run'}>
      {building ? <DraftCanvas>{children}</DraftCanvas> : <RunCanvas>{children}</RunCanvas>}
    </ReactFlowProvider>
  )
}
