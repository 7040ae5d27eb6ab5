/** The desktop shell. The window shows the built page; everything it can do goes through the session behind its ports. */
import { join } from 'node:path'
import { app, type BrowserWindow, Menu, protocol, session } from 'electron'
import { createHost, openSession } from '#core/host/host.ts'
import { built } from './built.ts'
import { denyEverything } from './deny.ts'
import { secretStore } from './keyring.ts'
import { actionsOn, menuTemplate } from './menu.ts'
import { pageScheme } from './page-address.ts'
import { readPageFiles } from './page-files.ts'
import { servePorts } from './page-ports.ts'
import { answerPage } from './page-protocol.ts'
import { confine, openWindow } from './window.ts'

// Root has no sandbox of its own to give to child processes; the page's own stays on (window.ts).
if (process.getuid?.() !== 0) app.enableSandbox()
protocol.registerSchemesAsPrivileged([
  { scheme: pageScheme, privileges: { standard: true, secure: true } },
])

let window: BrowserWindow | null = null

if (app.requestSingleInstanceLock()) {
  app.on('second-instance', () => {
    if (window?.isMinimized()) window.restore()
    window?.focus()
  })
  app.on('web-contents-created', (_event, contents) => confine(contents))
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit()
  })
  void app.whenReady().then(start)
} else app.quit()

function start(): void {
  const root = app.getAppPath()
  const files = readPageFiles(join(root, built.page))
  denyEverything(session.defaultSession)
  protocol.handle(pageScheme, (request) => answerPage(request, files))
  const data = app.getPath('userData')
  const host = createHost({
    about: { version: app.getVersion(), shell: 'desktop', platform: process.platform },
    scenarios: join(root, built.scenarios),
    workspace: join(data, 'workspace'),
    fidelityEntry: join(root, built.fidelityWorker),
    secrets: secretStore(join(data, 'secrets')),
  })
  const report = (error: unknown) => console.error(error)
  const open = () => {
    const opened = openWindow()
    servePorts(opened, (page) => openSession(host, join(root, built.engineWorker), page, report))
    const template = menuTemplate(process.platform, app.isPackaged, actionsOn(opened))
    Menu.setApplicationMenu(Menu.buildFromTemplate(template))
    opened.on('closed', () => {
      window = null
    })
    window = opened
  }
  open()
  app.on('activate', () => {
    if (window === null) open()
  })
}
