import { lazy, Suspense, useEffect, useState } from 'react'
import { useText } from '#renderer/i18n/use-text.ts'
import type { Link } from '#renderer/state/link.ts'
import { useView } from '#renderer/state/view.ts'
import { DensityContext } from '#renderer/ui/density.ts'
import { appText } from './app-text.ts'
import { LabPlace } from './LabPlace.tsx'
import { NoSession } from './NoSession.tsx'
import { Notices } from './Notices.tsx'
import { useOverlay } from './overlay.ts'
import { Palette } from './Palette.tsx'
import { type About, Settings } from './Settings.tsx'
import { useAppCommands } from './use-app-commands.ts'
import { useShortcuts } from './use-shortcuts.ts'

const ExploreFrame = lazy(async () => ({
  default: (await import('./ExploreFrame.tsx')).ExploreFrame,
}))
const FidelityFrame = lazy(async () => ({
  default: (await import('./FidelityFrame.tsx')).FidelityFrame,
}))
const HelpSheet = lazy(async () => ({ default: (await import('./HelpSheet.tsx')).HelpSheet }))

/** The app on an open session. */
export function App({ link }: { readonly link: Link }) {
  const about = useAbout(link)
  const isLost = useLoss(link)
  const place = useView((view) => view.place)
  const extraPx = useView((view) => (view.density === 'comfortable' ? 4 : 0))
  const overlay = useOverlay(({ open }) => open)
  useTitle()
  useShortcuts()
  useAppCommands()
  if (isLost) return <NoSession failure={null} />
  return (
    <DensityContext value={extraPx}>
      <Suspense fallback={null}>
        {overlay === 'settings' ? (
          <Settings about={about} />
        ) : place === 'lab' ? (
          <LabPlace />
        ) : place === 'explore' ? (
          <ExploreFrame />
        ) : (
          <FidelityFrame />
        )}
      </Suspense>
      {overlay === 'palette' && <Palette />}
      <Suspense fallback={null}>{overlay === 'help' && <HelpSheet />}</Suspense>
      <Notices sentences={about?.notices ?? []} />
    </DensityContext>
  )
}

function useAbout(link: Link): About | null {
  const [about, setAbout] = useState<About | null>(null)
  useEffect(() => {
    // Who answers is only shown in the settings; without it they leave that part out.
    link.calls.app.about({}).then(setAbout, () => setAbout(null))
  }, [link])
  return about
}

function useLoss(link: Link): boolean {
  const [isLost, setLost] = useState(false)
  useEffect(() => link.onLost(() => setLost(true)), [link])
  return isLost
}

/** The window's title: the place, in the language of the page. */
function useTitle(): void {
  const text = useText(appText)
  const place = useView((view) => view.place)
  useEffect(() => {
    document.title = `Sluice: ${text(place)}`
  }, [text, place])
}
