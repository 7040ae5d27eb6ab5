/** The main process under plain Node, against an Electron that only writes down what it is told. */
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, expect, test, vi } from 'vitest'

type Listener = (...args: unknown[]) => unknown

const told = vi.hoisted(() => {
  const order: string[] = []
  const on = new Map<string, Listener[]>()
  const handlers = new Map<string, Listener>()
  const windows: { options: Record<string, unknown>; contents: unknown }[] = []
  const opened: string[] = []
  const menus: unknown[] = []
  return { order, on, handlers, windows, opened, menus, ready: () => {}, page: '' }
})

vi.mock('electron', () => {
  const listen = (room: string) => (event: string, listener: Listener) => {
    const key = `${room}.${event}`
    told.on.set(key, [...(told.on.get(key) ?? []), listener])
  }
  const handler = (name: string) => (listener: Listener) => told.handlers.set(name, listener)
  const data = mkdtempSync(join(tmpdir(), 'sluice-main-'))
  class BrowserWindow {
    readonly webContents = {
      on: listen('contents'),
      setWindowOpenHandler: handler('windowOpen'),
      reload: () => told.order.push('reload'),
    }
    readonly on = listen('window')
    readonly once = listen('window')
    constructor(options: Record<string, unknown>) {
      told.order.push('window')
      told.windows.push({ options, contents: this.webContents })
      for (const created of told.on.get('app.web-contents-created') ?? [])
        created({}, this.webContents)
    }
    loadURL(address: string) {
      told.order.push(`load ${address}`)
      return Promise.resolve()
    }
  }
  return {
    BrowserWindow,
    app: {
      enableSandbox: () => told.order.push('enableSandbox'),
      requestSingleInstanceLock: () => true,
      whenReady: () => {
        told.order.push('whenReady')
        return new Promise<void>((resolve) => {
          told.ready = resolve
        })
      },
      on: listen('app'),
      quit: () => told.order.push('quit'),
      getAppPath: () => told.page,
      getPath: () => data,
      getVersion: () => '1.2.3',
      isPackaged: true,
    },
    protocol: {
      registerSchemesAsPrivileged: (schemes: unknown) => told.order.push(JSON.stringify(schemes)),
      handle: (scheme: string, answer: Listener) => told.handlers.set(`protocol ${scheme}`, answer),
    },
    session: {
      defaultSession: {
        setPermissionRequestHandler: handler('permissionRequest'),
        setPermissionCheckHandler: handler('permissionCheck'),
        setDevicePermissionHandler: handler('device'),
        setDisplayMediaRequestHandler: handler('displayMedia'),
        on: listen('session'),
      },
    },
    ipcMain: { on: listen('ipc'), off: () => {} },
    Menu: { setApplicationMenu: () => {}, buildFromTemplate: (t: unknown) => told.menus.push(t) },
    MessageChannelMain: class {
      constructor() {
        told.order.push('ports')
      }
    },
    dialog: { showMessageBox: () => Promise.resolve({ response: 0 }) },
    shell: { openExternal: (address: string) => told.opened.push(address) },
    nativeTheme: { shouldUseDarkColors: false },
    screen: { getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }] },
    safeStorage: { isEncryptionAvailable: () => false },
  }
})

const fire = (key: string, ...args: unknown[]) => {
  for (const listener of told.on.get(key) ?? []) listener(...args)
}

beforeAll(async () => {
  const { mkdirSync, writeFileSync } = await import('node:fs')
  told.page = mkdtempSync(join(tmpdir(), 'sluice-page-'))
  mkdirSync(join(told.page, 'out', 'renderer'), { recursive: true })
  writeFileSync(join(told.page, 'out', 'renderer', 'index.html'), 'the page')
  await import('./main.ts')
  told.ready()
  await vi.waitUntil(() => told.windows.length === 1)
})

test('the sandbox is on for the whole app before it is ready, unless there is none to give', () => {
  const isRoot = process.getuid?.() === 0
  expect(told.order.indexOf('enableSandbox')).toBe(isRoot ? -1 : 0)
  expect(told.order.indexOf('whenReady')).toBeLessThan(told.order.indexOf('window'))
})

test('the page has its own standard, secure scheme, registered before the app is ready', () => {
  const scheme = '[{"scheme":"app","privileges":{"standard":true,"secure":true}}]'
  expect(told.order.indexOf(scheme)).toBeGreaterThanOrEqual(0)
  expect(told.order.indexOf(scheme)).toBeLessThan(told.order.indexOf('whenReady'))
  expect(told.order).toContain('load app://sluice/')
})

test('the window’s preferences are exactly these', () => {
  expect(told.windows[0]?.options.webPreferences).toEqual({
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
    preload: join(told.page, 'out', 'preload', 'preload.cjs'),
  })
})

test.each([
  'media',
  'geolocation',
  'notifications',
  'midi',
  'midiSysex',
  'pointerLock',
  'fullscreen',
  'openExternal',
  'clipboard-read',
  'clipboard-sanitized-write',
  'display-capture',
  'hid',
  'serial',
  'usb',
  'idle-detection',
  'storage-access',
  'window-management',
  'unknown',
])('the permission %s is denied', (permission) => {
  const answers: unknown[] = []
  told.handlers.get('permissionRequest')?.({}, permission, (answer: unknown) =>
    answers.push(answer),
  )
  expect(answers).toEqual([false])
  expect(told.handlers.get('permissionCheck')?.({}, permission)).toBe(false)
})

test('devices, screens and downloads are denied', () => {
  expect(told.handlers.get('device')?.({})).toBe(false)
  const answers: unknown[] = []
  told.handlers.get('displayMedia')?.({}, (answer: unknown) => answers.push(answer))
  expect(answers).toEqual([{}])
  for (const event of [
    'select-hid-device',
    'select-serial-port',
    'select-usb-device',
    'will-download',
  ]) {
    const preventDefault = vi.fn()
    expect(told.on.get(`session.${event}`)).toHaveLength(1)
    fire(`session.${event}`, { preventDefault }, {}, () => {})
    expect(preventDefault).toHaveBeenCalledOnce()
  }
})

test.each(['will-navigate', 'will-redirect', 'will-frame-navigate'])(
  '%s never leads off the page',
  (event) => {
    for (const address of ['https://evil.test/', 'app://sluice.evil.test/', 'file:///etc/passwd']) {
      const preventDefault = vi.fn()
      fire(`contents.${event}`, { preventDefault, url: address }, address)
      expect(preventDefault).toHaveBeenCalled()
    }
  },
)

test('a webview is never attached, and loses its preload', () => {
  const preventDefault = vi.fn()
  const preferences = { preload: '/evil.js' }
  fire('contents.will-attach-webview', { preventDefault }, preferences, {})
  expect(preventDefault).toHaveBeenCalledOnce()
  expect(preferences).toEqual({})
})

test('no window opens; a link we know leaves for the browser, after a question', async () => {
  const open = told.handlers.get('windowOpen')
  for (const url of [
    'https://evil.test/',
    'javascript:alert(1)',
    'file:///etc/passwd',
    'app://sluice/',
  ]) {
    expect(open?.({ url })).toEqual({ action: 'deny' })
  }
  expect(open?.({ url: 'https://www.rabbitmq.com/docs' })).toEqual({ action: 'deny' })
  await vi.waitUntil(() => told.opened.length > 0)
  expect(told.opened).toEqual(['https://www.rabbitmq.com/docs'])
})

test('a page that crashes is loaded again, once', () => {
  for (let n = 0; n < 3; n += 1) fire('contents.render-process-gone', {}, { reason: 'crashed' })
  expect(told.order.filter((what) => what === 'reload')).toHaveLength(1)
})

test('there is one channel, and it answers nobody but our top frame', () => {
  const channels = [...told.on.keys()].filter((key) => key.startsWith('ipc.'))
  expect(channels).toEqual(['ipc.sluice:connect'])
  const ours = { url: 'app://sluice/', parent: null }
  const sender = told.windows[0]?.contents
  const senders = [
    { senderFrame: ours, sender: {} },
    { senderFrame: null, sender },
    { senderFrame: { ...ours, url: 'https://evil.test/' }, sender },
    { senderFrame: { ...ours, url: 'app://sluice.evil.test/' }, sender },
    { senderFrame: { ...ours, url: 'about:blank' }, sender },
    { senderFrame: { ...ours, parent: ours }, sender },
  ]
  for (const event of senders) fire('ipc.sluice:connect', event)
  expect(told.order).not.toContain('ports')
})

test.each([
  'app://sluice/../package.json',
  'app://sluice/..%2fpackage.json',
  'app://sluice/%2e%2e/package.json',
  'app://sluice/index.html%00',
  'app://sluice//etc/passwd',
  'app://sluice/C:%5Cx',
  'app://evil.test/',
])('%s is no file of the page', async (address) => {
  const answer = (await told.handlers.get('protocol app')?.(new Request(address))) as Response
  expect(answer.status).toBe(404)
  expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'")
})

test('the page is served with its policy', async () => {
  const answer = (await told.handlers.get('protocol app')?.(
    new Request('app://sluice/'),
  )) as Response
  expect(await answer.text()).toBe('the page')
  expect(answer.headers.get('content-security-policy')).toBe(
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; worker-src 'self'; connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'",
  )
})

test('a packaged app offers no developer tools', () => {
  expect(JSON.stringify(told.menus)).not.toContain('toggleDevTools')
})

test('no shipped source turns a protection off', () => {
  const sources = [
    'main.ts',
    'window.ts',
    'preload.ts',
    'deny.ts',
    'page-ports.ts',
    'page-protocol.ts',
  ]
  for (const file of sources) {
    const text = readFileSync(new URL(file, import.meta.url), 'utf8')
    expect(text).not.toMatch(
      /no-sandbox|disable-web-security|bypassCSP|allowServiceWorkers|appendSwitch/,
    )
  }
})

test('the preload exposes one name to the page', () => {
  const text = readFileSync(new URL('preload.ts', import.meta.url), 'utf8')
  expect(text.match(/exposeInMainWorld/g)).toHaveLength(1)
  expect(text).toContain('Object.freeze({')
})
