/** The simulated broker, one of its own for each set. */
import { serveSluice } from '../servers/sluice.ts'
import type { Side, Stall } from './side.ts'

export class SluiceSide implements Side {
  readonly name = 'sluice serve'

  async open(): Promise<Stall> {
    const { url, close } = await serveSluice()
    return { url, virtualHost: '/', close }
  }
}
