/** A real RabbitMQ, a virtual host of its own for each set. */
import type { Side, Stall } from './side.ts'

export interface RealAddress {
  readonly version: string
  readonly host: string
  readonly amqpPort: number
  readonly managementPort: number
  readonly username: string
  readonly password: string
}

export class RealSide implements Side {
  readonly name: string
  readonly #address: RealAddress
  #opened = 0

  constructor(address: RealAddress) {
    this.#address = address
    this.name = `RabbitMQ ${address.version}`
  }

  async open(): Promise<Stall> {
    const { host, amqpPort, username, password } = this.#address
    const virtualHost = `sluice-clients-${process.pid}-${++this.#opened}`
    await this.#manage('PUT', `vhosts/${virtualHost}`, {})
    await this.#manage('PUT', `permissions/${virtualHost}/${encodeURIComponent(username)}`, {
      configure: '.*',
      write: '.*',
      read: '.*',
    })
    const login = `${encodeURIComponent(username)}:${encodeURIComponent(password)}`
    return {
      url: `amqp://${login}@${host}:${amqpPort}/${virtualHost}`,
      virtualHost,
      close: () => this.#manage('DELETE', `vhosts/${virtualHost}`),
    }
  }

  async #manage(method: string, path: string, body?: object): Promise<void> {
    const { host, managementPort, username, password } = this.#address
    const login = Buffer.from(`${username}:${password}`).toString('base64')
    const answer = await fetch(`http://${host}:${managementPort}/api/${path}`, {
      method,
      headers: { authorization: `Basic ${login}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(60_000),
    })
    if (!answer.ok) throw new Error(`${method} ${path} of ${this.name} answered ${answer.status}.`)
  }
}

/** A server somebody named: used as it is, for all sets in turn. */
export class GivenSide implements Side {
  readonly name: string
  readonly #url: string

  constructor(url: string) {
    this.#url = url
    this.name = new URL(url).host
  }

  async open(): Promise<Stall> {
    const virtualHost = decodeURIComponent(new URL(this.#url).pathname.slice(1)) || '/'
    return { url: this.#url, virtualHost, close: async () => {} }
  }
}
