/**
 * One fixture, `app`: the page of a freshly started Sluice with an empty workspace, whichever shell the project names.
 * A spec never asks which one it has.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { _electron, test as base, type Page } from '@playwright/test'
import { startBrowserShell } from './browser-shell.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

interface Fixtures {
  readonly workspace: string
  readonly app: Page
}

export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright demands a destructured first argument
  workspace: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'sluice-e2e-'))
    await use(folder)
    await rm(folder, { recursive: true, force: true })
  },

  app: async ({ workspace, playwright }, use, testInfo) => {
    const failures: string[] = []
    const watch = (page: Page) => {
      page.on('pageerror', (error) => failures.push(error.message))
      page.on('console', (message) => {
        if (message.type() === 'error') failures.push(message.text())
      })
    }
    if (testInfo.project.name === 'electron') {
      const desktop = await _electron.launch({
        args: ['.', `--user-data-dir=${workspace}`],
        cwd: root,
        chromiumSandbox: process.getuid?.() !== 0,
      })
      const page = await desktop.firstWindow()
      watch(page)
      await use(page)
      await desktop.close()
    } else {
      const shell = await startBrowserShell(workspace)
      const browser = await playwright.chromium.launch({
        ...(process.env.SLUICE_CHROMIUM ? { executablePath: process.env.SLUICE_CHROMIUM } : {}),
        args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
      })
      const { viewport, locale, colorScheme } = testInfo.project.use
      const context = await browser.newContext({
        viewport: viewport ?? null,
        locale: locale ?? 'en-US',
        colorScheme: colorScheme ?? 'light',
      })
      const page = await context.newPage()
      watch(page)
      await page.goto(shell.address)
      await use(page)
      await browser.close()
      await shell.stop()
    }
    base.expect(failures, 'the page reported no error').toEqual([])
  },
})

export const expect = base.expect
