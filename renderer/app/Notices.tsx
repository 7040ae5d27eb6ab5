import { useState } from 'react'
import { useText } from '#renderer/i18n/use-text.ts'
import { IconButton } from '#renderer/ui/IconButton.tsx'
import { Mark } from '#renderer/ui/Mark.tsx'
import { appText } from './app-text.ts'
import styles from './Notices.module.css'

/** What the session has to say once, such as a file of the workspace that was set aside. Stays until dismissed. */
export function Notices({ sentences }: { readonly sentences: readonly string[] }) {
  const text = useText(appText)
  const [read, setRead] = useState<ReadonlySet<string>>(new Set())
  const unread = sentences.filter((sentence) => !read.has(sentence))
  if (unread.length === 0) return null
  return (
    <div className={styles.notices} role="status">
      {unread.map((sentence) => (
        <div key={sentence} className={styles.notice}>
          <Mark of="failed" />
          {sentence}
          <IconButton
            icon="close"
            size="small"
            label={text('dismiss')}
            onClick={() => setRead(new Set([...read, sentence]))}
          />
        </div>
      ))}
    </div>
  )
}
