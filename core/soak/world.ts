import type { TraceSink } from '#core/engine/trace-sink.ts'
import type { Plan } from './plan/plan.ts'
import { checkWhole } from './records/checks.ts'
import { Stage } from './stage.ts'
import { over } from './verbs/over.ts'
import { run } from './verbs/run.ts'
import type { Step } from './verbs/step.ts'
import { bind, declareExchange, declareQueue } from './verbs/topology.ts'

/** Whole walks come this often. */
const stepsPerWalk = 256

/** A broker driven step by step. Throws a `Violation` at the first thing that is wrong. */
export class World {
  readonly stage: Stage
  #steps = 0

  /** `watch` hears every record before it is looked at. */
  constructor(plan: Plan, watch: TraceSink['append'] | null = null) {
    const stage = new Stage(plan, watch)
    this.stage = stage
    for (const { name } of plan.exchanges) declareExchange(stage, name)
    for (const queue of plan.queues.keys()) declareQueue(stage, { queue, channel: queue })
    for (const at of plan.bindings.keys()) bind(stage, at)
    for (let place = 0; place < plan.channels; place++) stage.open(place)
  }

  do(step: Step): void {
    run(this.stage, step)
    over(this.stage)
    if (++this.#steps % stepsPerWalk === 0) checkWhole(this.stage.broker, this.stage.ledger)
  }
}
