import { useExplore } from '#renderer/state/explore.ts'
import { MessageInspector } from './MessageInspector.tsx'
import { QueueFacts } from './QueueFacts.tsx'

/** Right of the table: the chosen message, or what is known of the queue before a look. */
export function ExploreInspector() {
  const looked = useExplore((explore) => explore.look !== null)
  return looked ? <MessageInspector /> : <QueueFacts />
}
