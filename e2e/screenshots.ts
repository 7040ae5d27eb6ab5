/**
 * Pictures of the app as it is: `node e2e/screenshots.ts DIR` takes Lab, Explore and Fidelity in both themes, both languages and
 * both sizes; `node e2e/screenshots.ts --readme` takes the one the README shows. Needs a build (`npm run build`).
 */
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Browser, chromium, type Page } from '@playwright/test'
import { startBrowserShell } from './browser-shell.ts'
import { findChromium } from './run/chromium.ts'

interface Look {
  readonly colorScheme: 'light' | 'dark'
  readonly locale: 'en-US' | 'zh-CN'
  readonly width: number
  readonly height: number
}

const words = {
  'en-US': {
    open: 'Open another scenario',
    poison: 'Poison message',
    explore: 'Explore',
    fidelity: 'Fidelity',
    queue: 'orders.dead',
    look: /^Look at/,
    speed: 'Speed',
  },
  'zh-CN': {
    open: '打开其他场景',
    poison: '毒消息',
    explore: '浏览',
    fidelity: '对照',
    queue: 'orders.dead',
    look: /^查看/,
    speed: '速度',
  },
} as const

const [asked] = process.argv.slice(2)
if (asked === undefined) {
  console.error('Name a folder for the pictures, or --readme.')
  process.exit(2)
}
const found = await findChromium()
if (!found.found) {
  console.error(found.reason)
  process.exit(1)
}
const workspace = await mkdtemp(join(tmpdir(), 'sluice-pictures-'))
const shell = await startBrowserShell(workspace)
const browser = await chromium.launch({
  ...(found.path === null ? {} : { executablePath: found.path }),
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
})
try {
  if (asked === '--readme') await readmePicture(browser)
  else await everyPicture(browser, asked)
} finally {
  await browser.close()
  await shell.stop()
  await rm(workspace, { recursive: true, force: true })
}

async function readmePicture(on: Browser): Promise<void> {
  const page = await open(on, { colorScheme: 'dark', locale: 'en-US', width: 1440, height: 900 })
  await poison(page, 'en-US')
  await page.screenshot({ path: fileURLToPath(new URL('../.github/lab.png', import.meta.url)) })
}

async function everyPicture(on: Browser, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const locale of ['en-US', 'zh-CN'] as const) {
      for (const [width, height] of [
        [1280, 800],
        [1920, 1080],
      ] as const) {
        const name = (place: string) =>
          join(folder, `${place}-${colorScheme}-${locale.slice(0, 2)}-${width}.png`)
        const page = await open(on, { colorScheme, locale, width, height })
        await page.screenshot({ path: name('first') })
        await poison(page, locale)
        await page.screenshot({ path: name('lab') })
        await look(page, locale)
        await page.screenshot({ path: name('explore') })
        await compare(page, locale)
        await page.screenshot({ path: name('fidelity') })
        await page.context().close()
      }
    }
  }
}

/** A fresh visit whose first run has a few seconds of history. */
async function open(on: Browser, { colorScheme, locale, width, height }: Look): Promise<Page> {
  const context = await on.newContext({ viewport: { width, height }, colorScheme, locale })
  const page = await context.newPage()
  await page.goto(shell.address)
  await clockPasses(page, '00:06')
  return page
}

/** Two minutes of Poison message, the last seconds of them at 1x so that marks travel. */
async function poison(page: Page, locale: Look['locale']): Promise<void> {
  await page.getByRole('button', { name: words[locale].open }).click()
  await page.getByRole('menuitem', { name: words[locale].poison }).click()
  const speed = page.getByRole('slider', { name: words[locale].speed })
  for (let step = 0; step < 3; step++) await speed.press('ArrowRight')
  await clockPasses(page, '01:30')
  for (let step = 0; step < 3; step++) await speed.press('ArrowLeft')
  await speed.blur()
  await clockPasses(page, '01:38')
}

async function look(page: Page, locale: Look['locale']): Promise<void> {
  const { explore, queue, look: button } = words[locale]
  await page.getByRole('navigation').getByRole('button', { name: explore }).click()
  await page.getByRole('treeitem').filter({ hasText: queue }).click()
  await page.getByRole('button', { name: button }).click()
  await page.getByRole('grid').getByRole('row').nth(3).waitFor()
}

/** A script whose answer changed between versions, the oldest server beside the newest rules. */
async function compare(page: Page, locale: Look['locale']): Promise<void> {
  await page.getByRole('navigation').getByRole('button', { name: words[locale].fidelity }).click()
  await page.getByRole('treegrid').waitFor()
  await page.getByRole('combobox').selectOption('4.3')
  await page
    .getByRole('row')
    .filter({ hasText: 'K31' })
    .first()
    .locator('[data-column="0"]')
    .click()
  await page.locator('[data-difference="first"]').waitFor()
}

async function clockPasses(page: Page, minute: string): Promise<void> {
  await page.waitForFunction(
    (least) => (document.querySelector('[role=timer]')?.textContent ?? '') >= least,
    minute,
    { timeout: 240_000 },
  )
}
