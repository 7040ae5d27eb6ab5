/** Fidelity as a user's verbs. */
import type { Page } from '@playwright/test'

export class Fidelity {
  readonly page: Page

  constructor(page: Page) {
    this.page = page
  }

  async go(): Promise<void> {
    await this.page.getByRole('navigation').getByRole('button', { name: 'Fidelity' }).click()
    await this.list.waitFor()
  }

  get list() {
    return this.page.getByRole('treegrid', { name: 'Scripts and servers' })
  }

  get scripts() {
    return this.list.locator('[aria-level="2"]')
  }

  get chosen() {
    return this.list.getByRole('row', { selected: true })
  }

  get search() {
    return this.page.getByRole('textbox', { name: 'Number, rule, argument' })
  }

  /** The table of both transcripts. */
  get transcript() {
    return this.page.getByRole('table', { name: 'Transcript' })
  }

  get finding() {
    return this.page.getByRole('region', { name: 'Rule' })
  }

  /** How many rows a filter says it leaves. */
  async count(filter: 'All' | 'Different' | 'Not supported'): Promise<number> {
    const text = await this.page.getByText(new RegExp(`^${filter}\\s*\\d+$`)).innerText()
    return Number(/\d+$/.exec(text)![0])
  }

  async show(filter: 'All' | 'Different' | 'Not supported'): Promise<void> {
    await this.page.getByRole('radio', { name: new RegExp(`^${filter}`) }).check()
  }

  async engine(label: string): Promise<void> {
    await this.page.getByRole('combobox', { name: 'Profile of the engine' }).selectOption({ label })
  }
}
