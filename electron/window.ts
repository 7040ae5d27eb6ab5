/** The one window: sandboxed, isolated, and fixed to our own page. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  app,
  BrowserWindow,
  dialog,
  nativeTheme,
  screen,
  shell,
  type WebContents,
  type WebPreferences,
} from 'electron'
import { built } from './built.ts'
import { isPageAddress, linkToOpen, pageAddress } from './page-address.ts'
import {
  boundsOnDisplays,
  firstSize,
  firstState,
  leastSize,
  readWindowState,
} from './window-state.ts'

/** Every switch that matters is written out, so that no default can change it. Nothing is ever merged into it. */
export const webPreferences: Readonly<WebPreferences> = Object.freeze({
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  webviewTag: false,
  plugins: false,
  navigateOnDragDrop: false,
  safeDialogs: true,
  spellcheck: false,
})

/** The page's own background, shown until it has painted. */
const background = { light: '#f3f3ef', dark: '#0d0e0d' } as const

/** Opens the window where it was last, and shows it when it has something to show. */
export function openWindow(): BrowserWindow {
  const stateFile = join(app.getPath('userData'), 'window.json')
  const state = readStateFile(stateFile)
  const areas = screen.getAllDisplays().map((display) => display.workArea)
  const window = new BrowserWindow({
    ...(boundsOnDisplays(state.bounds, areas) ?? firstSize),
    minWidth: leastSize.width,
    minHeight: leastSize.height,
    show: false,
    title: 'Sluice',
    backgroundColor: nativeTheme.shouldUseDarkColors ? background.dark : background.light,
    webPreferences: { ...webPreferences, preload: join(app.getAppPath(), built.preload) },
  })
  if (state.isMaximized) window.maximize()
  window.once('ready-to-show', () => window.show())
  window.on('close', () => {
    const said = { bounds: window.getNormalBounds(), isMaximized: window.isMaximized() }
    writeFileSync(stateFile, JSON.stringify(said), { mode: 0o600 })
  })
  reloadAfterCrash(window.webContents)
  void window.loadURL(pageAddress)
  return window
}

/** Two crashes of the page within this are a fault that loading again will not mend. */
const crashesApartMs = 30_000

function reloadAfterCrash(contents: WebContents): void {
  let lastMs = Number.NEGATIVE_INFINITY
  contents.on('render-process-gone', (_event, { reason }) => {
    const nowMs = performance.now()
    if (reason !== 'clean-exit' && nowMs - lastMs > crashesApartMs) contents.reload()
    lastMs = nowMs
  })
}

/** The contents stay on our page: no other address, window, view or drop can replace it. */
export function confine(contents: WebContents): void {
  const refuse = (event: { preventDefault(): void }, address: string) => {
    if (!isPageAddress(address)) event.preventDefault()
  }
  contents.on('will-navigate', (event, address) => refuse(event, address))
  contents.on('will-redirect', (event, address) => refuse(event, address))
  contents.on('will-frame-navigate', (event) => refuse(event, event.url))
  contents.on('will-attach-webview', (event, preferences) => {
    delete preferences.preload
    event.preventDefault()
  })
  contents.setWindowOpenHandler(({ url }) => {
    void askToOpen(url)
    return { action: 'deny' }
  })
}

/** Shows the full address before anything leaves the app. */
async function askToOpen(address: string): Promise<void> {
  const link = linkToOpen(address)
  if (link === null) return
  const { response } = await dialog.showMessageBox({
    type: 'question',
    message: 'Open this address in your browser?',
    detail: link,
    buttons: ['Open', 'Cancel'],
    defaultId: 0,
    cancelId: 1,
  })
  if (response === 0) await shell.openExternal(link)
}

function readStateFile(file: string) {
  try {
    return readWindowState(readFileSync(file, 'utf8'))
  } catch {
    return firstState
  }
}
