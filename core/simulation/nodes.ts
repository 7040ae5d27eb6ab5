/** Which nodes of the broker can be connected to, and which hear one another. */
import { type BrokerNode, brokerNodes } from '#core/model/scenario.ts'

export class Nodes {
  readonly #up = brokerNodes.map(() => true)
  readonly #parted = brokerNodes.map(() => false)

  isUp(node: BrokerNode): boolean {
    return this.#up[node - 1]!
  }

  /** It does not hear the others. */
  isParted(node: BrokerNode): boolean {
    return this.#parted[node - 1]!
  }

  /** True when that is news. */
  setUp(node: BrokerNode, up: boolean): boolean {
    return replace(this.#up, node - 1, up)
  }

  /** True when that is news. */
  setParted(node: BrokerNode, parted: boolean): boolean {
    return replace(this.#parted, node - 1, parted)
  }

  /** Whom each node hears: those of the same number. */
  sides(): [number, number, number] {
    const [first, second, third] = this.#parted
    return [first ? 1 : 0, second ? 2 : 0, third ? 3 : 0]
  }

  /** The node a client of `home` connects to: that one, else the next that is up; 0 while none is. */
  nodeFor(home: BrokerNode): BrokerNode | 0 {
    const from = home - 1
    const order = [...brokerNodes.slice(from), ...brokerNodes.slice(0, from)]
    return order.find((node) => this.isUp(node)) ?? 0
  }
}

function replace(list: boolean[], place: number, value: boolean): boolean {
  const isNews = list[place] !== value
  list[place] = value
  return isNews
}
