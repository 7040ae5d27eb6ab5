import { BuildActions } from '#renderer/features/lab-build/BuildActions.tsx'
import { BuildBar } from '#renderer/features/lab-build/BuildBar.tsx'
import { BuildDock } from '#renderer/features/lab-build/BuildDock.tsx'
import { BuildHead } from '#renderer/features/lab-build/BuildHead.tsx'
import { BuildInspector } from '#renderer/features/lab-build/BuildInspector.tsx'
import { BuildPalette } from '#renderer/features/lab-build/BuildPalette.tsx'
import { BuildStatus } from '#renderer/features/lab-build/BuildStatus.tsx'
import { LabFailure } from '#renderer/features/lab-panes/LabFailure.tsx'
import { Frame } from './Frame.tsx'
import { LabGrid } from './LabGrid.tsx'

/** The Lab while a scenario is built: parts to drag in, the file and its problems, what a part is declared with. */
export function BuildPlace() {
  return (
    <Frame
      head={<BuildHead />}
      transport={<BuildBar />}
      actions={<BuildActions />}
      status={<BuildStatus />}
    >
      <LabGrid
        over={<BuildPalette />}
        dock={<BuildDock />}
        inspector={
          <>
            <LabFailure />
            <BuildInspector />
          </>
        }
      />
    </Frame>
  )
}
