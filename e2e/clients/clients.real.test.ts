/** Ordinary client programs print the same on `sluice serve` as on the real RabbitMQ 4.3 of this run. */
import { beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { type Contest, contest, eachOf } from './contest.ts'
import { told } from './difference.ts'
import { RealSide } from './real-side.ts'
import { programSets } from './sets.ts'
import { SluiceSide } from './sluice-side.ts'
import { languages } from './steps.ts'
import { clientNames, prepareToolchains } from './toolchains.ts'

const started = z
  .array(
    z.object({
      wanted: z.string(),
      version: z.string(),
      host: z.string(),
      amqpPort: z.number(),
      managementPort: z.number(),
      username: z.string(),
      password: z.string(),
    }),
  )
  .parse(JSON.parse(process.env.SLUICE_RABBITMQ_SERVERS ?? '[]'))
const server = started.find(({ wanted }) => wanted === '4.3')
const prepared = await prepareToolchains()
const withinMs = 300_000
/** They mostly wait for each other; more at once would only make them wait longer. */
const atOnce = 3

describe.skipIf(server === undefined)('RabbitMQ 4.3', () => {
  const contests = new Map<string, Contest>()

  beforeAll(async () => {
    const real = new RealSide(server!)
    const sluice = new SluiceSide()
    await eachOf(programSets, atOnce, async (set) => {
      const toolchain = prepared.find(({ language }) => language === set.language)
      if (toolchain?.available)
        contests.set(keyOf(set), await contest(set, toolchain, real, sluice))
    })
  }, withinMs)

  for (const language of languages) {
    const isHere = prepared.some((one) => one.language === language && one.available)
    describe.skipIf(!isHere)(clientNames[language], () => {
      for (const set of programSets.filter((one) => one.language === language))
        test(set.name, () => {
          const { differences, lines, complaints } = contests.get(keyOf(set))!
          expect(lines).toBeGreaterThan(set.steps.length)
          expect(told(differences), complaints.sluice).toBe('')
        })
    })
  }
})

function keyOf({ language, name }: { readonly language: string; readonly name: string }): string {
  return `${language} ${name}`
}
