/** The Lab as a user's verbs. */
import type { Page } from '@playwright/test'
import { expect } from '../fixtures.ts'

export class Lab {
  readonly page: Page

  constructor(page: Page) {
    this.page = page
  }

  get clock() {
    return this.page.getByRole('timer', { name: 'Virtual time' })
  }

  get state() {
    return this.page.getByRole('banner').getByRole('status')
  }

  node(kind: 'Producer' | 'Exchange' | 'Queue' | 'Consumer', name: string) {
    return this.page.getByLabel(`${kind} ${name}`, { exact: true })
  }

  dial(name: string) {
    return this.page.getByRole('slider', { name }).first()
  }

  get log() {
    return this.page.getByRole('region', { name: 'Event log' })
  }

  get changes() {
    return this.page.getByRole('region', { name: 'Your changes' })
  }

  /** Waits until it runs and time has moved. */
  async runs(): Promise<void> {
    await expect(this.state).toHaveText(/Running/)
    await expect(this.clock).not.toHaveText('00:00.000')
  }

  async open(title: string): Promise<void> {
    await this.page.getByRole('button', { name: 'Open another scenario' }).click()
    await this.page.getByRole('menuitem', { name: title }).click()
    await expect(this.page.getByRole('heading', { level: 1 })).toHaveText(title)
  }

  async pause(): Promise<void> {
    await this.page.getByRole('button', { name: 'Pause' }).click()
    await expect(this.state).toHaveText(/Paused/)
  }

  /** The number of agenda events the status bar says. */
  async events(): Promise<number> {
    const text = await this.page
      .getByRole('contentinfo')
      .getByText(/[\d\u2009]+ events/)
      .innerText()
    return Number(/([\d\u2009]+) events/.exec(text)![1]!.replaceAll('\u2009', ''))
  }

  /** Opens a file through the app's own way of asking for one. */
  async openFile(name: string, content: string): Promise<void> {
    const asked = this.page.waitForEvent('filechooser')
    await this.page.getByRole('button', { name: 'Open another scenario' }).click()
    await this.page.getByRole('menuitem', { name: /Open a file/ }).click()
    await (await asked).setFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(content) })
  }
}
