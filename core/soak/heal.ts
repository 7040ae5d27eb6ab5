import { canArrive, onTheirWay } from './ledger/kept.ts'
import { checkWhole } from './records/checks.ts'
import { connectionPlaces } from './stage.ts'
import { violate } from './violation.ts'
import type { World } from './world.ts'

/** A tag no channel reaches. */
const lastTag = 1_000_000
/** How often kept letters may try again: one makes room for the next. */
const lettersTry = 64

/**
 * The faults are over: alarms end, policies go, every queue gets a consumer who acks, time passes. Then nothing may be left
 * but the logs of streams, and kept letters for which there is no place. [reliability: V5, V23]
 */
export function heal(world: World): void {
  const { plan, ledger, broker } = world.stage
  for (const kind of ['memory', 'disk'] as const) world.do({ verb: 'alarm', kind, on: false })
  for (const at of plan.policies.keys()) world.do({ verb: 'policy', policy: at, on: false })
  world.do({ verb: 'partition', sides: [0, 0, 0] })
  for (const node of [0, 1, 2]) world.do({ verb: 'node', node, on: true })
  for (const connection of connectionPlaces) world.do({ verb: 'disconnect', connection })
  for (let place = 0; place < plan.channels; place++) world.do({ verb: 'lose', channel: place })
  const ready = ledger.live.reduce((sum, { length }) => sum + length, 0)
  const rounds = 100 + ready * plan.queues.length
  for (const queue of plan.queues.keys()) {
    const terms = { prefetch: 10, autoAck: false, priority: 0, exclusive: false } as const
    world.do({ verb: 'consume', channel: 0, queue, ...terms, offset: 'next' })
  }
  drain(world, rounds)
  for (let round = 0; round < lettersTry && lettersToCome(world) > 0; round++) {
    const againUs = ledger.live.flatMap(onTheirWay).map((kept) => kept.againUs)
    world.do({ verb: 'advance', us: Math.min(...againUs) - ledger.nowUs })
    drain(world, rounds)
  }
  if (ledger.confirmsOwed > 0) violate('V15', `${ledger.confirmsOwed} confirms never came`)
  if (isBusy(world)) violate('V5', 'faults are over and messages stay')
  const late = lettersToCome(world)
  if (late > 0) violate('V5', `faults are over and ${late} kept letters do not arrive`)
  checkWhole(broker, ledger)
}

/** All that is delivered is acked, and time passes. */
function drain(world: World, rounds: number): void {
  const acks = { verb: 'settle', channel: 0, how: 'ack', multiple: true, requeue: false } as const
  for (let round = 0; round < rounds && isBusy(world); round++) {
    world.do({ ...acks, tag: lastTag })
    world.do({ verb: 'advance', us: 1000 })
  }
}

function isBusy({ stage }: World): boolean {
  return stage.ledger.live.some(
    ({ isStream, line, waiting, unacked }) =>
      unacked > 0 || (!isStream && line.count + waiting.copies.length > 0),
  )
}

/** Kept letters for which there is a place everywhere. */
function lettersToCome({ stage }: World): number {
  const { ledger } = stage
  return ledger.live.flatMap((book) => onTheirWay(book)).filter((kept) => canArrive(ledger, kept))
    .length
}
