/** The native menu: the system's own roles, and entries that press the page's own keys. */
import type { BrowserWindow, MenuItemConstructorOptions } from 'electron'

/** What the menu does that is no role of the system. */
export interface MenuActions {
  /** Presses a key of the page, as if the user had. */
  press(key: string, modifiers: readonly ('control' | 'meta')[]): void
}

export function menuTemplate(
  platform: NodeJS.Platform,
  isPackaged: boolean,
  actions: MenuActions,
): MenuItemConstructorOptions[] {
  const isMac = platform === 'darwin'
  // The page listens to its keys itself; here they are only shown, and pressed for whoever clicks.
  const key = (label: string, keyCode: string): MenuItemConstructorOptions => ({
    label,
    accelerator: `CmdOrCtrl+${keyCode}`,
    registerAccelerator: false,
    click: () => actions.press(keyCode, [isMac ? 'meta' : 'control']),
  })
  return [
    ...(isMac ? [{ role: 'appMenu' as const }] : []),
    {
      label: '&File',
      submenu: [
        key('&Open…', 'O'),
        key('&Settings…', ','),
        { type: 'separator' },
        isMac ? { role: 'close' } : { role: 'quit' },
      ],
    },
    { role: 'editMenu' },
    {
      label: '&View',
      submenu: [
        key('&Go to…', 'K'),
        { type: 'separator' },
        { role: 'reload' },
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { type: 'separator' },
        { role: 'togglefullscreen' },
        ...(isPackaged ? [] : [{ role: 'toggleDevTools' as const }]),
      ],
    },
    { role: 'windowMenu' },
  ]
}

/** The actions on a real window. */
export const actionsOn = (window: BrowserWindow): MenuActions => ({
  press: (keyCode, modifiers) => {
    window.webContents.sendInputEvent({ type: 'keyDown', keyCode, modifiers: [...modifiers] })
    window.webContents.sendInputEvent({ type: 'keyUp', keyCode, modifiers: [...modifiers] })
  },
})
