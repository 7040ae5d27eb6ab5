/** The outline says the kind: SVG paths of the nodes, drawn from their size. */
import type { GraphNode } from './graph.ts'
import type { Size } from './node-size.ts'
import { hexagonSlant } from './wire-places.ts'

const radius = 8
/** How far a producer's point reaches out, and a consumer's notch reaches in. */
const pointDepth = 16
const notchDepth = 9
const notchHalf = 11

const corner = (dx: number, dy: number) => `a${radius} ${radius} 0 0 1 ${dx} ${dy}`

export function outlineOf(kind: GraphNode['kind'], { width: w, height: h }: Size): string {
  const top = `M${radius} 0H`
  const leftUp = `${corner(-radius, -radius)}V${radius}${corner(radius, -radius)}z`
  const box = `${top}${w - radius}${corner(radius, radius)}V${h - radius}${corner(-radius, radius)}H${radius}`
  switch (kind) {
    case 'producer':
      return `${top}${w - pointDepth}L${w} ${h / 2}L${w - pointDepth} ${h}H${radius}${leftUp}`
    case 'exchange':
      return `M0 ${h / 2}L${hexagonSlant} 0H${w - hexagonSlant}L${w} ${h / 2}L${w - hexagonSlant} ${h}H${hexagonSlant}z`
    case 'queue':
      return `${box}${leftUp}`
    case 'consumer':
      return (
        `${box}${corner(-radius, -radius)}V${h / 2 + notchHalf}L${notchDepth} ${h / 2}` +
        `L0 ${h / 2 - notchHalf}V${radius}${corner(radius, -radius)}z`
      )
  }
}

/** The double floor of a dead-letter queue: its bottom edge and a second one above it. */
export function floorsOf({ width: w, height: h }: Size): string {
  const floor = (y: number) =>
    `M0 ${y - radius}a${radius} ${radius} 0 0 0 ${radius} ${radius}H${w - radius}a${radius} ${radius} 0 0 0 ${radius} ${-radius}`
  return floor(h) + floor(h - 3.5)
}

/** Routing glyphs inside the hexagon, around its middle. */
export function glyphOf(type: GraphNode['exchangeType']): string {
  switch (type) {
    case 'fanout':
      return 'M-8 0H8M3.5 -4.5L8 0L3.5 4.5'
    case 'topic':
      return 'M-8 0H-2M8 -6C2 -6 1 0 -2 0C1 0 2 6 8 6M-2 0H8'
    case 'headers':
      return 'M-7 -5H7M-7 0H3M-7 5H6'
    default:
      return 'M-8 0H-2M8 -5.5C3 -5.5 2 0 -2 0M8 5.5C3 5.5 2 0 -2 0'
  }
}
