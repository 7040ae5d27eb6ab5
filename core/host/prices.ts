/** The prices declared in this session. A look is taken only at a price that was shown for that very queue. */
import type { LookPrice, QueueAddress } from '#core/model/explored.ts'
import { Failure } from '#core/model/failure.ts'

export class Prices {
  readonly #declared = new Map<string, string>()

  declare(id: string, address: QueueAddress, price: LookPrice): void {
    this.#declared.set(keyOf(id, address), JSON.stringify(price))
  }

  /** Fails `conflict` unless exactly this price was the last one declared for the queue. */
  demandDeclared(id: string, address: QueueAddress, price: LookPrice): void {
    const declared = this.#declared.get(keyOf(id, address))
    if (declared === undefined || !sameFields(JSON.parse(declared), price)) {
      throw new Failure('conflict', 'The price of this look was not declared. Ask for it again.')
    }
  }
}

const keyOf = (id: string, { virtualHost, queue }: QueueAddress) =>
  JSON.stringify([id, virtualHost, queue])

function sameFields(declared: LookPrice, price: LookPrice): boolean {
  const sorted = (value: LookPrice) => JSON.stringify(Object.entries(value).sort())
  return sorted(declared) === sorted(price)
}
