/** The page: how it is looked at, then the session, then the app. */
import '#renderer/ui/fonts.css'
import '#renderer/ui/tokens.css'
import '#renderer/ui/base.css'
import { StrictMode } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { App } from '#renderer/app/App.tsx'
import { applyView } from '#renderer/app/apply-view.ts'
import { NoSession } from '#renderer/app/NoSession.tsx'
import { restoreDraft } from '#renderer/state/draft.ts'
import { followDraft } from '#renderer/state/draft-file.ts'
import { attachExplore } from '#renderer/state/explore.ts'
import { attachFidelity } from '#renderer/state/fidelity.ts'
import { connect } from '#renderer/state/link.ts'
import { attachRun } from '#renderer/state/run-control.ts'
import { followSystem, restoreView } from '#renderer/state/view.ts'

restoreView(window.localStorage)
restoreDraft(window.localStorage)
followSystem(window)
applyView(document.documentElement)

const root: Root = createRoot(document.getElementById('page')!)

try {
  const link = await connect()
  attachExplore(link)
  attachFidelity(link, window.sessionStorage)
  void attachRun(link, window.sessionStorage)
  followDraft()
  root.render(
    <StrictMode>
      <App link={link} />
    </StrictMode>,
  )
} catch (error) {
  root.render(<NoSession failure={error} />)
}
