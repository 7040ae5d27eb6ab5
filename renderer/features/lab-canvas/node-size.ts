/** How large each kind of node is, in canvas pixels. A narrow canvas has slimmer nodes rather than a smaller zoom. */
import type { GraphNode } from './graph.ts'

export interface Size {
  readonly width: number
  readonly height: number
}

/** Sizes and gaps of one density. */
export interface Density {
  readonly name: 'wide' | 'narrow' | 'draft'
  readonly producer: number
  readonly queue: number
  readonly queueHeight: number
  readonly deadEnd: number
  readonly consumer: number
  readonly consumerHeight: number
  /** Between a node and the next on a wire. */
  readonly gap: number
  /** Between a queue and its consumers: two lanes and marks need room. */
  readonly deliveryGap: number
}

export const wide: Density = {
  name: 'wide',
  producer: 146,
  queue: 296,
  queueHeight: 126,
  deadEnd: 236,
  consumer: 200,
  consumerHeight: 86,
  gap: 64,
  deliveryGap: 184,
}

export const narrow: Density = {
  name: 'narrow',
  producer: 114,
  queue: 266,
  queueHeight: 126,
  deadEnd: 236,
  consumer: 166,
  consumerHeight: 86,
  gap: 52,
  deliveryGap: 158,
}

/** Nothing runs in a draft: no counts, no rates, and smaller boxes for them. */
export const sketched: Density = {
  name: 'draft',
  producer: 138,
  queue: 206,
  queueHeight: 84,
  deadEnd: 206,
  consumer: 150,
  consumerHeight: 64,
  gap: 72,
  deliveryGap: 84,
}

/** Canvas width in CSS pixels under which nodes are slim. */
export const narrowBelow = 960

const producerHeight = 56
export const exchangeSize: Size = { width: 64, height: 54 }
const deadEndHeight = 86

export function sizeOf(node: Pick<GraphNode, 'kind' | 'deadEnd'>, density: Density): Size {
  switch (node.kind) {
    case 'producer':
      return { width: density.producer, height: producerHeight }
    case 'exchange':
      return exchangeSize
    case 'queue':
      return node.deadEnd
        ? { width: density.deadEnd, height: density.name === 'draft' ? 64 : deadEndHeight }
        : { width: density.queue, height: density.queueHeight }
    case 'consumer':
      return { width: density.consumer, height: density.consumerHeight }
  }
}
