/** The secret of one launch. Whoever holds it is the user; after twenty wrong tries nobody new is let in. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

const wrongTriesMax = 20

export class LaunchToken {
  /** 256 bits, printed once and never again. */
  readonly text = randomBytes(32).toString('base64url')
  readonly #digest = digest(this.text)
  #wrongTries = 0

  get isLocked(): boolean {
    return this.#wrongTries >= wrongTriesMax
  }

  /** Takes the same time however much of the token is right. */
  accepts(offered: string): boolean {
    if (this.isLocked) return false
    const right = timingSafeEqual(digest(offered), this.#digest)
    if (!right) this.#wrongTries += 1
    return right
  }
}

const digest = (text: string) => createHash('sha256').update(text).digest()
