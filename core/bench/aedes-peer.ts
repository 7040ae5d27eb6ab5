import { Aedes } from 'aedes'
import type { Contestant } from './rounds.ts'

const payload = Buffer.alloc(100)
const topic = 'order/3/new'

/** Messages under way at once. */
const window = 100

/** Aedes in this process, no sockets: publish at QoS 1 to one subscriber. Unit: one message delivered and confirmed. */
export class AedesPeer implements Contestant {
  readonly name = 'aedes QoS 1'
  readonly #broker: Aedes
  #delivered = 0

  private constructor(broker: Aedes) {
    this.#broker = broker
  }

  static async open(): Promise<AedesPeer> {
    const peer = new AedesPeer(await Aedes.createBroker())
    await new Promise<void>((resolve) => {
      const deliver = (_packet: unknown, done: () => void) => {
        peer.#delivered++
        done()
      }
      peer.#broker.subscribe('order/3/+', deliver, resolve)
    })
    return peer
  }

  async run(count: number): Promise<number> {
    const before = this.#delivered
    await new Promise<void>((resolve, reject) => {
      let sent = 0
      let confirmed = 0
      const next = () => {
        if (sent === count) return
        sent++
        this.#broker.publish(
          { cmd: 'publish', topic, payload, qos: 1, retain: false, dup: false },
          (fault) => {
            if (fault) reject(fault)
            else if (++confirmed === count) resolve()
            else next()
          },
        )
      }
      for (let i = 0; i < window; i++) next()
    })
    return this.#delivered - before
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.#broker.close(() => resolve()))
  }
}
