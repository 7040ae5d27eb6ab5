import type { Broker } from '#core/engine/broker.ts'
import type { Pump } from './pump.ts'

/** Node fires a timer that is further away at once. */
const timerMsMax = 2 ** 31 - 1

/** Time is the wall's, from a clock that never goes back. */
export class RealTimePump implements Pump {
  readonly #broker: Broker
  /** What the broker did by itself has to go out. */
  readonly #acted: () => void
  readonly #originUs: number
  #timer: NodeJS.Timeout | null = null
  #dueUs = Number.POSITIVE_INFINITY

  constructor(broker: Broker, acted: () => void, originUs = Date.now() * 1000) {
    this.#broker = broker
    this.#acted = acted
    this.#originUs = originUs - Math.floor(performance.now() * 1000)
    broker.nowUs = originUs
  }

  enter(act: () => void): void {
    this.#catchUp()
    act()
    this.#arm()
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
    this.#dueUs = Number.POSITIVE_INFINITY
  }

  /** Each timer of the broker fires at its own time, however late it is here. */
  #catchUp(): void {
    const broker = this.#broker
    const nowUs = this.#originUs + Math.floor(performance.now() * 1000)
    if (broker.mayExpire()) {
      for (let next = broker.nextExpiryUs(); next <= nowUs; next = broker.nextExpiryUs()) {
        broker.nowUs = Math.max(broker.nowUs, next)
        broker.expire()
        this.#acted()
      }
    }
    broker.nowUs = Math.max(broker.nowUs, nowUs)
  }

  #arm(): void {
    const broker = this.#broker
    const dueUs = broker.mayExpire() ? broker.nextExpiryUs() : Number.POSITIVE_INFINITY
    if (dueUs === this.#dueUs) return
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
    this.#dueUs = dueUs
    if (dueUs === Number.POSITIVE_INFINITY) return
    const inMs = Math.ceil((dueUs - broker.nowUs) / 1000)
    this.#timer = setTimeout(() => this.#fire(), Math.min(Math.max(inMs, 0), timerMsMax))
  }

  #fire(): void {
    this.#timer = null
    this.#dueUs = Number.POSITIVE_INFINITY
    this.enter(() => {})
  }
}
