import type { ReactNode } from 'react'
import { useText } from '#renderer/i18n/use-text.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { EmptyState } from '#renderer/ui/EmptyState.tsx'
import { ErrorBoundary } from '#renderer/ui/ErrorBoundary.tsx'
import { appText } from './app-text.ts'

/** A pane that breaks says so in its own place; the rest of the window goes on. */
export function PaneBoundary({ children }: { readonly children: ReactNode }) {
  const text = useText(appText)
  return (
    <ErrorBoundary
      fallback={(retry) => (
        <EmptyState
          icon="disconnected"
          title={text('brokenTitle')}
          action={<Button onClick={retry}>{text('tryAgain')}</Button>}
        >
          {text('brokenFact')}
        </EmptyState>
      )}
    >
      {children}
    </ErrorBoundary>
  )
}
