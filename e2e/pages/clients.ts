import type { Locator, Page } from 'playwright/test'

/** The Lab's panel for clients from outside. */
export class Clients {
  readonly #page: Page
  readonly panel: Locator

  constructor(page: Page) {
    this.#page = page
    this.panel = page.getByRole('dialog', { name: 'Clients', exact: true })
  }

  async show(): Promise<void> {
    await this.#page.getByRole('button', { name: /^(Clients|\d+ clients?)/ }).click()
  }

  /** Opens the door and says where it is. */
  async accept(): Promise<string> {
    // The switch turns when the port is open.
    await this.panel.getByRole('switch', { name: 'Accept AMQP clients' }).click()
    await this.panel.getByText('URL', { exact: true }).click()
    return this.panel.getByText(/^amqp:\/\//).innerText()
  }

  client(name: string): Locator {
    return this.panel.getByRole('listitem').filter({ hasText: name })
  }

  async cut(name: string): Promise<void> {
    await this.client(name).getByRole('button', { name: 'Cut' }).click()
  }
}
