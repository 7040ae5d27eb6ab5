/** Exchanges, bindings between them and publishes through them. */
import type { Arguments } from '../client.ts'
import type { Draw } from './draw.ts'
import type { BindingPlan, ExchangePlan, Sending, Step } from './random-script.ts'

const types = ['direct', 'fanout', 'topic', 'headers'] as const
const words = ['a', 'b', '']
const patternWords = [...words, '*', '#']

export interface Routes {
  readonly exchanges: readonly ExchangePlan[]
  readonly bindings: readonly BindingPlan[]
}

/** One exchange of every type, each with some bindings; an alternate exchange is declared before who names it. */
export function generateRoutes(draw: Draw, queueCount: number): Routes {
  const exchanges = types.map((type, at): ExchangePlan => {
    return { type, alternate: at > 0 && draw.chance(0.3) ? draw.below(at) : null }
  })
  const bindings = Array.from({ length: draw.between(4, 9) }, (): BindingPlan => {
    const from = draw.below(types.length)
    const toExchange = draw.chance(0.25)
    const to = draw.below(toExchange ? types.length : queueCount)
    return {
      from,
      to,
      toExchange,
      key: key(draw, types[from] === 'topic' ? patternWords : words),
      arguments: types[from] === 'headers' ? criteria(draw) : {},
    }
  })
  return { exchanges, bindings }
}

export function publishStep(draw: Draw, message: Sending): Step {
  const headers: Record<string, Arguments[string]> = { ...message.headers }
  if (draw.chance(0.5)) headers.h = draw.pick(['a', 'b', 1, null])
  if (draw.chance(0.3)) headers['x-i'] = draw.pick(['a', 1])
  if (draw.chance(0.15)) headers.CC = [key(draw, words)]
  if (draw.chance(0.15)) headers.BCC = [key(draw, words)]
  return {
    verb: 'publish',
    exchange: draw.below(types.length),
    key: key(draw, words),
    message: { ...message, headers, mandatory: draw.chance(0.5) },
  }
}

function key(draw: Draw, from: readonly string[]): string {
  return Array.from({ length: draw.between(1, 3) }, () => draw.pick(from)).join('.')
}

function criteria(draw: Draw): Arguments {
  const args: Record<string, Arguments[string]> = {}
  if (draw.chance(0.8)) args['x-match'] = draw.pick(['all', 'any', 'all-with-x', 'any-with-x'])
  if (draw.chance(0.7)) args.h = draw.pick(['a', 'b', 1, null])
  if (draw.chance(0.4)) args['x-i'] = draw.pick(['a', 1])
  return args
}
