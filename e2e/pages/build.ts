/** Building a scenario as a user's verbs. */
import { expect, type Page } from '@playwright/test'

type Part = 'Producer' | 'Exchange' | 'Queue' | 'Consumer' | 'Dead letter'

export class Build {
  readonly page: Page

  constructor(page: Page) {
    this.page = page
  }

  get canvas() {
    return this.page.getByLabel('Topology')
  }

  part(kind: Exclude<Part, 'Dead letter'>, name: string | RegExp) {
    return this.page.getByLabel(
      name instanceof RegExp ? new RegExp(`^${kind} ${name.source}`) : `${kind} ${name}`,
      name instanceof RegExp ? {} : { exact: true },
    )
  }

  async start(): Promise<void> {
    await this.page.getByRole('button', { name: 'New scenario' }).click()
    await expect(this.page.getByRole('toolbar', { name: 'Parts' })).toBeVisible()
  }

  /** Drags a part of the palette onto the canvas. */
  async drag(part: Part, x: number, y: number): Promise<void> {
    await this.page
      .getByRole('toolbar', { name: 'Parts' })
      .getByRole('button', { name: part })
      .dragTo(this.canvas, { targetPosition: { x, y } })
  }

  /** Takes a part in hand by its key and puts it down with a click. */
  async put(key: string, x: number, y: number): Promise<void> {
    // Leaves the name that a new part asks for.
    await this.page.keyboard.press('Escape')
    await this.page.keyboard.press(key)
    await this.canvas.click({ position: { x, y } })
  }

  /** Drags a wire from the right edge of one part to the left edge of another. */
  async wire(from: ReturnType<Build['part']>, to: ReturnType<Build['part']>): Promise<void> {
    const start = (await from.locator('.source').first().boundingBox())!
    const end = (await to.locator('.target').first().boundingBox())!
    await this.page.mouse.move(start.x + start.width / 2, start.y + start.height / 2)
    await this.page.mouse.down()
    await this.page.mouse.move(end.x - 20, end.y, { steps: 5 })
    await this.page.mouse.move(end.x + end.width / 2, end.y + end.height / 2, { steps: 3 })
    await this.page.mouse.up()
  }
}
