import styles from './EvidenceBadge.module.css'
import { Mark, type MarkName } from './Mark.tsx'
import { useTooltip } from './Tooltip.tsx'

interface EvidenceBadgeProps {
  readonly mark: MarkName
  /** Short, beside the mark: the version it is compared with. */
  readonly word: string
  /** The whole sentence, for the tip and a screen reader. */
  readonly says: string
  readonly onOpen: () => void
}

/** A rule's evidence in the size of a tag; opens it. */
export function EvidenceBadge({ mark, word, says, onOpen }: EvidenceBadgeProps) {
  const tooltip = useTooltip({ text: says })
  return (
    <>
      <button
        type="button"
        {...tooltip.anchor}
        className={styles.badge}
        aria-label={says}
        onClick={onOpen}
      >
        <Mark of={mark} size={9} />
        {word}
      </button>
      {tooltip.tip}
    </>
  )
}
