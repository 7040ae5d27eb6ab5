import { lazy } from 'react'
import { BuildActions } from '#renderer/features/lab-build/BuildActions.tsx'
import { ClientsAction } from '#renderer/features/lab-clients/ClientsAction.tsx'
import { LabDock } from '#renderer/features/lab-panes/LabDock.tsx'
import { LabHead } from '#renderer/features/lab-panes/LabHead.tsx'
import { LabInspector } from '#renderer/features/lab-panes/LabInspector.tsx'
import { LabStatus } from '#renderer/features/lab-panes/LabStatus.tsx'
import { LabTransport } from '#renderer/features/lab-panes/LabTransport.tsx'
import { Narrator } from '#renderer/features/lab-panes/Narrator.tsx'
import { useDraft } from '#renderer/state/draft.ts'
import { Frame } from './Frame.tsx'
import { LabGrid } from './LabGrid.tsx'

/** Asked for at once, so that going to build does not wait, and apart, so that the first picture does not. */
const build = import('./BuildPlace.tsx')
const BuildPlace = lazy(async () => ({ default: (await build).BuildPlace }))

/** The Lab: a run with its charts and dials, or the draft while one is built. */
export function LabPlace() {
  const building = useDraft((draft) => draft.building)
  if (building) return <BuildPlace />
  return (
    <Frame
      head={<LabHead />}
      transport={<LabTransport />}
      actions={
        <>
          <ClientsAction />
          <BuildActions />
        </>
      }
      status={<LabStatus />}
    >
      <LabGrid over={<Narrator />} dock={<LabDock />} inspector={<LabInspector />} />
    </Frame>
  )
}
