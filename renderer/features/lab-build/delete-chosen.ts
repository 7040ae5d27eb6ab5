import { edit, remove, useDraft } from '#renderer/state/draft.ts'
import { disconnect } from '#renderer/state/draft-wiring.ts'
import { useSelection } from '#renderer/state/run-selection.ts'
import { wireEnds } from './wire-ends.ts'

/** Takes away the part or the wire that is chosen; nothing when nothing is. */
export function deleteChosen(): void {
  const { wire } = useDraft.getState()
  const { selected } = useSelection.getState()
  const ends = wire === null ? null : wireEnds(wire)
  if (selected !== null) remove(selected)
  else if (ends !== null) {
    const { from, to } = ends
    edit({ what: 'unwire', name: to.name }, (scenario) => disconnect(scenario, from, to))
  }
}
