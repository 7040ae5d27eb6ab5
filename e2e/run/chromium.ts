/** Finds a Chromium to drive, or gets one. */
import { chromium } from '@playwright/test'
import { exists } from '../servers/debian.ts'
import { bin, command } from './command.ts'
import { installPackages } from './packages.ts'

const usualPlaces = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]
/** A download that has not finished by then is not going to on this network. */
const downloadMs = 90_000

/** Playwright's own is named null: it finds it by itself. */
export type FoundChromium =
  | { readonly found: true; readonly path: string | null }
  | { readonly found: false; readonly reason: string }

/** Order: what is here (Playwright's, then the system's), Playwright's download, the system's package. */
export async function findChromium(): Promise<FoundChromium> {
  if (process.env.SLUICE_CHROMIUM) return { found: true, path: process.env.SLUICE_CHROMIUM }
  const own = chromium.executablePath()
  if (await exists(own)) return { found: true, path: null }
  for (const path of usualPlaces) if (await exists(path)) return { found: true, path }
  await command(bin('playwright'), ['install', '--only-shell', 'chromium'], {
    timeoutMs: downloadMs,
  })
  if (await exists(own)) return { found: true, path: null }
  const missing = await installPackages(['chromium'])
  if (await exists('/usr/bin/chromium')) return { found: true, path: '/usr/bin/chromium' }
  const how = missing ?? 'install Chromium'
  return {
    found: false,
    reason: `No Chromium is here and Playwright could not download its own. To get one: npx playwright install chromium, or ${how}; or name one in SLUICE_CHROMIUM.`,
  }
}
