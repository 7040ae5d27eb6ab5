import { useMemo } from 'react'
import { useText } from '#renderer/i18n/use-text.ts'
import { type Command, useCommands } from '#renderer/state/commands.ts'
import { goTo, setView, toggleInspector } from '#renderer/state/view.ts'
import { appText } from './app-text.ts'
import { closeOverlay, openOverlay, paletteCommand, useOverlay } from './overlay.ts'
import { placeKeys, places } from './places.ts'

/** What the window itself can do. */
export function useAppCommands(): void {
  const text = useText(appText)
  const inSettings = useOverlay(({ open }) => open === 'settings')
  const commands = useMemo((): readonly Command[] => {
    const themeIs = (theme: 'system' | 'light' | 'dark'): Command => ({
      id: `app.theme.${theme}`,
      group: 'places',
      title: `${text('theme')}: ${text(theme)}`,
      icon: 'contrast',
      run: () => setView({ theme }),
    })
    return [
      ...places.map(
        (name): Command => ({
          id: `app.place.${name}`,
          group: 'places',
          title: text('openPlace', { place: text(name) }),
          icon: name,
          keys: placeKeys(name),
          run: () => {
            closeOverlay()
            goTo(name)
          },
        }),
      ),
      {
        id: paletteCommand,
        group: 'places',
        title: text('goTo'),
        icon: 'search',
        keys: 'Mod+K',
        run: () => openOverlay('palette'),
      },
      {
        id: 'app.settings',
        group: 'places',
        title: text('settings'),
        icon: 'settings',
        keys: 'Mod+,',
        run: () => openOverlay('settings'),
      },
      {
        id: 'app.help',
        group: 'places',
        title: text('help'),
        icon: 'help',
        keys: '?',
        run: () => openOverlay('help'),
      },
      ...(['system', 'light', 'dark'] as const).map(themeIs),
      ...(['en', 'zh'] as const).map(
        (language): Command => ({
          id: `app.language.${language}`,
          group: 'places',
          title: language === 'en' ? 'English' : '简体中文',
          note: text('language'),
          icon: 'language',
          run: () => setView({ language }),
        }),
      ),
      ...(inSettings
        ? [
            {
              id: 'app.back',
              group: 'places',
              title: text('close'),
              icon: 'close',
              keys: 'Escape',
              run: closeOverlay,
            } as const,
          ]
        : [
            {
              id: 'app.inspector',
              group: 'actions',
              title: text('toggleInspector'),
              icon: 'sidebar',
              keys: 'Mod+I',
              run: toggleInspector,
            } as const,
          ]),
    ]
  }, [text, inSettings])
  useCommands(commands)
}
