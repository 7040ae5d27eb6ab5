import { describe, expect, test } from 'vitest'
import { type BrokerUnderTest, profileNames } from '../client.ts'
import { EngineBroker } from '../engine/engine-broker.ts'
import { compareRandom, differenceText, firstDifference } from './compare.ts'
import { generate } from './generate.ts'
import { play } from './play.ts'
import { scriptText } from './random-script.ts'
import { shrink } from './shrink.ts'

const seeds = Array.from({ length: 60 }, (_, at) => at + 1)

describe('a script', () => {
  test('is the same for the same seed and another for another', () => {
    expect(generate(7)).toEqual(generate(7))
    expect(new Set(seeds.map((seed) => scriptText(generate(seed)).join('\n'))).size).toBe(60)
  })

  test('uses every verb somewhere, so that none is forgotten', () => {
    const verbs = new Set(seeds.flatMap((seed) => generate(seed).steps.map(({ verb }) => verb)))
    expect([...verbs].sort()).toEqual([
      'cancel',
      'consume',
      'declare',
      'delete',
      'end',
      'get',
      'limit',
      'publish',
      'purge',
      'recover',
      'reopen',
      'send',
      'settle',
      'timed',
    ])
  })

  test.each(profileNames)('comes to its end on the engine %s, twice alike', async (profile) => {
    for (const seed of seeds.slice(0, 20)) {
      const script = generate(seed)
      const one = await play(new EngineBroker(profile), script, null)
      const other = await play(new EngineBroker(profile), script, null)
      expect(other).toEqual(one)
      // Declarations, verbs, the closing of four channels, contents.
      expect(one.length).toBe(script.steps.length + 6)
    }
  })
})

describe('the comparison', () => {
  const sides = (openServer: () => BrokerUnderTest) => ({
    openEngine: async () => new EngineBroker('4.3'),
    openServer: async () => openServer(),
  })

  test('finds nothing between equals', async () => {
    const equal = sides(() => new EngineBroker('4.3'))
    const { differences, equalLater } = await compareRandom({ seeds, atOnce: 3, ...equal })
    expect({ differences, equalLater }).toEqual({ differences: [], equalLater: [] })
  })

  test('finds what versions do differently and shows it by few verbs', async () => {
    const older = sides(() => new EngineBroker('3.10'))
    const { differences } = await compareRandom({ seeds: seeds.slice(0, 12), atOnce: 1, ...older })
    expect(differences.length).toBeGreaterThan(3)
    const [first] = differences
    expect(first!.script.steps.length).toBeLessThan(generate(first!.script.seed).steps.length)
    expect(differenceText(first!).join('\n')).toContain('the server saw:')
    expect(await firstDifference(older, first!.script)).not.toBeNull()
  })
})

test('shrinking leaves only what the failure needs', async () => {
  const script = generate(3)
  const [, second] = script.steps
  const shrunk = await shrink(script, async ({ steps }) => steps.includes(second!))
  expect(shrunk.steps).toEqual([second])
})
