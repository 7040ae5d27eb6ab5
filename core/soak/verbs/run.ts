import type { Stage } from '#core/soak/stage.ts'
import { cancel, changePrefetch, consume } from './consume.ts'
import { advance, changePolicy, disconnect, lose, raiseAlarm } from './faults.ts'
import { get } from './get.ts'
import { limitChannel } from './limit-channel.ts'
import { partition, switchNode } from './nodes.ts'
import { publish } from './publish.ts'
import { recover } from './recover.ts'
import { askReplies } from './replies.ts'
import { restart } from './restart.ts'
import { settle, settleWrong } from './settle.ts'
import type { Of, Step } from './step.ts'
import { bind, declareQueue, deleteQueue, purge, unbind } from './topology.ts'
import { commit, rollBack } from './transaction.ts'

const verbs: { readonly [Verb in Step['verb']]: (stage: Stage, step: Of<Verb>) => void } = {
  publish,
  settle,
  advance: (stage, { us }) => advance(stage, us),
  consume,
  cancel,
  prefetch: changePrefetch,
  get,
  'wrong-tag': settleWrong,
  purge,
  delete: deleteQueue,
  declare: declareQueue,
  bind: (stage, { binding }) => bind(stage, binding),
  unbind: (stage, { binding }) => unbind(stage, binding),
  lose: (stage, { channel }) => lose(stage, channel),
  disconnect: (stage, { connection }) => disconnect(stage, connection),
  node: switchNode,
  partition,
  ask: askReplies,
  qos: limitChannel,
  recover,
  commit,
  'roll-back': rollBack,
  policy: changePolicy,
  alarm: raiseAlarm,
  restart,
}

/** Does one step, whatever it is. */
export function run(stage: Stage, step: Step): void {
  const verb = verbs[step.verb] as (stage: Stage, step: Step) => void
  verb(stage, step)
}
