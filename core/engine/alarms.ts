import type { AlarmKind } from '#core/model/scenario.ts'

/** A publish that came while an alarm was on: its arguments, kept until none is. */
export interface HeldPublish {
  readonly channel: number
  readonly actor: number
  readonly envelope: number
  readonly mandatory: boolean
  readonly mark: number
}

/**
 * Which alarms are on, and the publishes that wait for their end. A channel hears that it is blocked at its first publish
 * under an alarm; who only consumes hears nothing. [RabbitMQ: Blocked Connection Notifications]
 */
export class Alarms {
  readonly #on = new Set<AlarmKind>()
  readonly #blocked = new Set<number>()
  #held: HeldPublish[] = []

  get isOn(): boolean {
    return this.#on.size > 0
  }

  /** Those that are on, in the order they went on. */
  get kinds(): readonly AlarmKind[] {
    return [...this.#on]
  }

  get heldPublishes(): readonly HeldPublish[] {
    return this.#held
  }

  get heldCount(): number {
    return this.#held.length
  }

  set(kind: AlarmKind, on: boolean): void {
    if (on) this.#on.add(kind)
    else this.#on.delete(kind)
  }

  /** True when its channel was not blocked before. */
  hold(publish: HeldPublish): boolean {
    this.#held.push(publish)
    if (this.#blocked.has(publish.channel)) return false
    this.#blocked.add(publish.channel)
    return true
  }

  /** A channel is gone, and what it had sent was never read. */
  forget(channel: number): void {
    if (!this.#blocked.delete(channel)) return
    this.#held = this.#held.filter((held) => held.channel !== channel)
  }

  /** What waited and who was blocked, in order; both are empty afterwards. */
  release(): { readonly channels: readonly number[]; readonly held: readonly HeldPublish[] } {
    const released = { channels: [...this.#blocked], held: this.#held }
    this.#blocked.clear()
    this.#held = []
    return released
  }
}
