import { Failure } from '#core/model/failure.ts'
import { useText } from '#renderer/i18n/use-text.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { EmptyState } from '#renderer/ui/EmptyState.tsx'
import { appText } from './app-text.ts'
import { Logo } from './Logo.tsx'
import styles from './NoSession.module.css'

interface NoSessionProps {
  /** Why it could not be opened; null when it was open and ended. */
  readonly failure: unknown
}

/** Without a session the page can show nothing true, so it shows only that. */
export function NoSession({ failure }: NoSessionProps) {
  const text = useText(appText)
  return (
    <main className={styles.page}>
      <Logo />
      <EmptyState
        icon="disconnected"
        title={text(failure === null ? 'lostTitle' : 'failedTitle')}
        action={
          <Button kind="primary" onClick={() => window.location.reload()}>
            {text('reload')}
          </Button>
        }
      >
        {failure === null ? text('lostFact') : factOf(failure, text)}
      </EmptyState>
    </main>
  )
}

function factOf(
  failure: unknown,
  text: (key: 'refusedFact' | 'unreachableFact') => string,
): string {
  if (!(failure instanceof Failure)) return String(failure)
  if (failure.code === 'refused') return text('refusedFact')
  if (failure.code === 'connection-lost') return text('unreachableFact')
  return failure.message
}
