/** Explore as a user's verbs. */
import type { Page } from '@playwright/test'

export class Explore {
  readonly page: Page

  constructor(page: Page) {
    this.page = page
  }

  async go(): Promise<void> {
    await this.page.getByRole('navigation').getByRole('button', { name: 'Explore' }).click()
    await this.page.getByRole('tree', { name: 'Connections' }).waitFor()
  }

  get ledger() {
    return this.page.getByRole('region', { name: 'What a look costs' })
  }

  get messages() {
    return this.page.getByRole('grid', { name: 'Payload' })
  }

  async openQueue(name: string): Promise<void> {
    await this.page
      .getByRole('treeitem')
      .filter({ has: this.page.getByText(name, { exact: true }) })
      .click()
    await this.page.getByRole('heading', { level: 2, name, exact: true }).waitFor()
  }

  async look(): Promise<void> {
    await this.page.getByRole('button', { name: /^Look at/ }).click()
  }

  async unlock(name: string): Promise<void> {
    await this.page.getByRole('button', { name: 'Read-only' }).click()
    await this.page.getByRole('textbox', { name: `Type ${name} to unlock` }).fill(name)
    await this.page.getByRole('button', { name: 'Unlock for ten minutes' }).click()
    await this.page.getByRole('button', { name: /^Writable for/ }).waitFor()
  }

  async publish(body: string, routingKey?: string): Promise<void> {
    const form = this.page.getByRole('form', { name: 'Publish' })
    if (!(await form.isVisible())) await this.page.getByRole('button', { name: 'Publish' }).click()
    if (routingKey !== undefined) await form.getByLabel('routing key').fill(routingKey)
    await form.getByLabel('Body').fill(body)
    await form.getByRole('button', { name: 'Publish' }).click()
  }

  async fillConnection(fields: {
    readonly host: string
    readonly port: string
    readonly name: string
    readonly management?: string
    readonly password?: string
  }): Promise<void> {
    await this.page.getByRole('button', { name: 'New connection' }).click()
    await this.page.getByLabel('Name', { exact: true }).fill(fields.name)
    await this.page.getByLabel('Host', { exact: true }).fill(fields.host)
    await this.page.getByLabel('Port', { exact: true }).fill(fields.port)
    if (fields.management) await this.page.getByLabel('Management API').fill(fields.management)
    if (fields.password) await this.page.getByLabel('Password').fill(fields.password)
  }
}
