/**
 * Tables that cover the area under e^-x with 256 layers of equal area [Marsaglia and Tsang 2000]: one multiplication and
 * one comparison decide 98.9 % of the draws.
 */
import { exponentialOf, naturalLog } from './logarithm.ts'

export const layers = 256
/** Where the lowest layer's rectangle ends and the tail begins. */
export const tailStart = 7.69711747013105
const layerArea = 0.003949659822581557

/** Right edge of each layer, the widest first; [256] = 0. The lowest is widened to hold the tail's share of the area. */
export const edges = new Float64Array(layers + 1)
/** e^-edge, where the layer's upper side is. */
export const heights = new Float64Array(layers + 1)
/** Edge over 2^32: turns 32 random bits into a place in the layer. */
export const scales = new Float64Array(layers)

edges[0] = layerArea / exponentialOf(-tailStart)
edges[1] = tailStart
for (let layer = 2; layer < layers; layer += 1) {
  const below = edges[layer - 1]!
  edges[layer] = -naturalLog(exponentialOf(-below) + layerArea / below)
}
for (let layer = 0; layer < layers; layer += 1) {
  heights[layer] = exponentialOf(-edges[layer]!)
  scales[layer] = edges[layer]! / 2 ** 32
}
heights[layers] = 1
