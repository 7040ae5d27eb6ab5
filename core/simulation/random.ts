/**
 * Seeded random numbers: sfc32 [PractRand, public domain], one independent stream per actor and purpose, named rather
 * than numbered. So adding an actor, or an intervention at one, never shifts what the others draw. Everything is integer
 * arithmetic and `+ - * /`: the same bytes on every machine.
 */
import { exponentialOf, naturalLog } from './logarithm.ts'
import { edges, heights, scales, tailStart } from './ziggurat.ts'

const wordsPerStream = 4
const toUnit = 2 ** -32
/** Rounds after seeding until every state bit depends on every seed bit. */
const warmUpRounds = 20

/** All streams of a run. State lies in one typed array: 32-bit words in object fields would be boxed by some engines. */
export class RandomStreams {
  declare private readonly seed: number
  #state = new Int32Array(64 * wordsPerStream)
  #streams = 0

  /** `seed` 0 .. 2^32-1. */
  constructor(seed: number) {
    this.seed = seed
  }

  /** Opens the stream of this name and returns its number; the same name gives the same numbers, whatever else is open. */
  open(name: string): number {
    const stream = this.#streams
    this.#streams += 1
    const at = stream * wordsPerStream
    if (at === this.#state.length) {
      const wider = new Int32Array(at * 2)
      wider.set(this.#state)
      this.#state = wider
    }
    let low = this.seed ^ 0x9e3779b9
    let high = Math.imul(this.seed, 0x85ebca6b) ^ name.length
    for (let i = 0; i < name.length; i += 1) {
      const unit = name.charCodeAt(i)
      low = Math.imul(low ^ unit, 0x01000193)
      low ^= low >>> 15
      high = Math.imul(high + unit, 0xc2b2ae35)
      high ^= high >>> 13
    }
    this.#state[at] = this.seed
    this.#state[at + 1] = low
    this.#state[at + 2] = high
    this.#state[at + 3] = 1
    for (let round = 0; round < warmUpRounds; round += 1) this.bits(stream)
    return stream
  }

  /** 32 random bits as a signed integer. */
  bits(stream: number): number {
    const state = this.#state
    // Four words a stream, so `|` adds; unlike `+` it cannot overflow, and nothing has to check that.
    const at = stream << 2
    const b = state[at | 1]!
    const c = state[at | 2]!
    const counter = state[at | 3]!
    const drawn = (((state[at]! + b) | 0) + counter) | 0
    state[at] = b ^ (b >>> 9)
    state[at | 1] = (c + (c << 3)) | 0
    state[at | 2] = (((c << 21) | (c >>> 11)) + drawn) | 0
    state[at | 3] = (counter + 1) | 0
    return drawn
  }

  /** Uniform in [0, 1), 32 bits fine. */
  uniform(stream: number): number {
    return (this.bits(stream) >>> 0) * toUnit
  }

  /** True with this probability: never at 0, always at 1. */
  chance(stream: number, probability: number): boolean {
    return this.uniform(stream) < probability
  }

  /** Exponential with mean 1. */
  exponential(stream: number): number {
    // One draw says both where and in which layer: 24 bits of place, half a microsecond at a mean of one second.
    const place = this.bits(stream)
    const layer = place & 255
    const x = (place >>> 0) * scales[layer]!
    if (x < edges[layer + 1]!) return x
    // The plus says that a call's result is a number and nothing else: without it every draw, common ones too, is boxed.
    return +this.#rareExponential(stream, layer, x)
  }

  /** A draw that fell outside its layer's certain part. */
  #rareExponential(stream: number, firstLayer: number, firstX: number): number {
    let layer = firstLayer
    let x = firstX
    for (;;) {
      // The tail of an exponential is the same exponential again.
      if (layer === 0) return tailStart + this.exponential(stream)
      const lower = heights[layer]!
      const height = lower + this.uniform(stream) * (heights[layer + 1]! - lower)
      if (height < exponentialOf(-x)) return x
      const place = this.bits(stream)
      layer = place & 255
      x = (place >>> 0) * scales[layer]!
      if (x < edges[layer + 1]!) return x
    }
  }

  /** Standard normal [Marsaglia's polar method]. */
  normal(stream: number): number {
    for (;;) {
      const u = 2 * this.uniform(stream) - 1
      const v = 2 * this.uniform(stream) - 1
      const s = u * u + v * v
      if (s > 0 && s < 1) return u * Math.sqrt((-2 * naturalLog(s)) / s)
    }
  }

  /** Lognormal with mean 1; `sigma` is that of the underlying normal. */
  lognormal(stream: number, sigma: number): number {
    return exponentialOf(sigma * this.normal(stream) - (sigma * sigma) / 2)
  }
}
