import { expect, test } from 'vitest'
import { RandomStreams } from './random.ts'
import { WeightedChoice } from './weighted-choice.ts'
import { edges, tailStart } from './ziggurat.ts'

const draws = 1_000_000

/** Mean, variance and third central moment of a million draws. */
function moments(draw: () => number) {
  let sum = 0
  let squares = 0
  let cubes = 0
  for (let i = 0; i < draws; i += 1) {
    const x = draw()
    sum += x
    squares += x * x
    cubes += x * x * x
  }
  const mean = sum / draws
  const variance = squares / draws - mean * mean
  return { mean, variance, third: cubes / draws - 3 * mean * variance - mean ** 3 }
}

const opened = (name: string, seed = 7) => {
  const random = new RandomStreams(seed)
  return { random, stream: random.open(name) }
}

test('the first numbers of a stream are the same on every machine', () => {
  const { random, stream } = opened('worker-1/service', 42)
  const bits = Array.from({ length: 4 }, () => random.bits(stream))
  const exponentials = Array.from({ length: 3 }, () => random.exponential(stream))
  const others = [random.normal(stream), random.lognormal(stream, 0.8)]
  expect({ bits, exponentials, others }).toMatchInlineSnapshot(`
    {
      "bits": [
        -336873549,
        -1129119269,
        1731773528,
        -245201422,
      ],
      "exponentials": [
        0.2618269202977448,
        0.45915764220243777,
        2.731424425184188,
      ],
      "others": [
        -1.384209130887972,
        0.2890479974726012,
      ],
    }
  `)
})

test('a stream does not depend on which others are open', () => {
  const alone = opened('worker-1/service')
  const crowded = new RandomStreams(7)
  for (let i = 0; i < 500; i += 1) crowded.bits(crowded.open(`other-${i}`))
  const stream = crowded.open('worker-1/service')
  for (let i = 0; i < 1000; i += 1)
    expect(crowded.bits(stream)).toBe(alone.random.bits(alone.stream))
})

test('another seed and another name give other numbers', () => {
  const first = (name: string, seed: number) => {
    const { random, stream } = opened(name, seed)
    return random.bits(stream)
  }
  const firsts = [first('a', 1), first('a', 2), first('b', 1), first('', 1), first('aa', 1)]
  expect(new Set(firsts).size).toBe(firsts.length)
})

test('uniform: mean 1/2, variance 1/12, below 1', () => {
  const { random, stream } = opened('uniform')
  let largest = 0
  const { mean, variance } = moments(() => {
    const x = random.uniform(stream)
    largest = Math.max(largest, x)
    return x
  })
  // Four standard errors of a million draws.
  expect(Math.abs(mean - 0.5)).toBeLessThan(4 * Math.sqrt(1 / 12 / draws))
  expect(Math.abs(variance - 1 / 12)).toBeLessThan(4 * Math.sqrt(1 / 180 / draws))
  expect(largest).toBeLessThan(1)
})

test('exponential: mean, variance and third moment are 1, 1 and 2', () => {
  const { random, stream } = opened('exponential')
  const { mean, variance, third } = moments(() => random.exponential(stream))
  expect(Math.abs(mean - 1)).toBeLessThan(4 / Math.sqrt(draws))
  expect(Math.abs(variance - 1)).toBeLessThan(4 * Math.sqrt(8 / draws))
  expect(Math.abs(third - 2)).toBeLessThan(0.15)
})

test('exponential: every percentile is where it belongs, the tail too', () => {
  const { random, stream } = opened('percentiles')
  const limits = [0.01, 0.1, 0.5, 1, 2, 4, 6, 7.5, 8.5, 10]
  const above = limits.map(() => 0)
  for (let i = 0; i < draws; i += 1) {
    const x = random.exponential(stream)
    for (let limit = 0; limit < limits.length && x > limits[limit]!; limit += 1) above[limit]! += 1
  }
  limits.forEach((limit, index) => {
    const share = Math.exp(-limit)
    const error = 4.5 * Math.sqrt((share * (1 - share)) / draws)
    expect(Math.abs(above[index]! / draws - share), `beyond ${limit}`).toBeLessThan(error)
  })
})

test('the layers of the ziggurat have equal areas and meet at the top', () => {
  expect(edges[1]).toBe(tailStart)
  for (let layer = 1; layer < 256; layer += 1) expect(edges[layer + 1]!).toBeLessThan(edges[layer]!)
  const top = edges[255]!
  expect(top * (1 - Math.exp(-top))).toBeCloseTo(0.003949659822581557, 12)
})

test('normal: mean 0, variance 1', () => {
  const { random, stream } = opened('normal')
  const { mean, variance } = moments(() => random.normal(stream))
  expect(Math.abs(mean)).toBeLessThan(4 / Math.sqrt(draws))
  expect(Math.abs(variance - 1)).toBeLessThan(4 * Math.sqrt(2 / draws))
})

test('lognormal: the mean is the mean of the lognormal itself', () => {
  const { random, stream } = opened('lognormal')
  const sigma = 0.5
  const expected = Math.exp(sigma * sigma) - 1
  const { mean, variance } = moments(() => random.lognormal(stream, sigma))
  expect(Math.abs(mean - 1)).toBeLessThan(4 * Math.sqrt(expected / draws))
  expect(Math.abs(variance / expected - 1)).toBeLessThan(0.03)
})

test('chance: never at 0, always at 1, else its share', () => {
  const { random, stream } = opened('chance')
  const hits = [0, 0, 0]
  for (let i = 0; i < 100_000; i += 1)
    for (const [index, share] of [0, 0.05, 1].entries())
      if (random.chance(stream, share)) hits[index]! += 1
  expect([hits[0], hits[2]]).toEqual([0, 100_000])
  expect(Math.abs(hits[1]! / 100_000 - 0.05)).toBeLessThan(4 * Math.sqrt((0.05 * 0.95) / 100_000))
})

test('a weighted choice gives each alternative its share', () => {
  const { random, stream } = opened('weights')
  const weights = [1, 2, 3, 0.5, 10]
  const choice = new WeightedChoice(weights)
  const counts = weights.map(() => 0)
  for (let i = 0; i < draws; i += 1) counts[choice.at(random.uniform(stream))]! += 1
  weights.forEach((weight, index) => {
    const share = weight / 16.5
    expect(Math.abs(counts[index]! / draws - share)).toBeLessThan(
      4.5 * Math.sqrt((share * (1 - share)) / draws),
    )
  })
})
