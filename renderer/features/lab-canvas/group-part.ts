/** What a group of queues is given to be drawn from, closed as a card or opened as a frame. */
import type { TopologyGroup } from './topology-groups.ts'

export interface GroupData extends Record<string, unknown> {
  readonly group: TopologyGroup
  readonly open: boolean
  /** Rows of the open frame before another column. */
  readonly rowsMax: number
  /** The chosen queue is inside. */
  readonly holdsChosen: boolean
  readonly onToggle: (key: string) => void
}

/** `19 q, 3 ex`. */
export function sizesOf(
  text: (key: 'groupSizes', sizes: { queues: number; exchanges: number }) => string,
  { queues, exchanges }: TopologyGroup,
): string {
  return text('groupSizes', { queues: queues.length, exchanges: exchanges.length })
}
