import { TraceReason } from '#core/model/trace.ts'
import { close } from '#core/soak/ledger/closing.ts'
import { refuseOrphans } from '#core/soak/ledger/withheld.ts'
import type { Stage } from '#core/soak/stage.ts'
import { violate } from '#core/soak/violation.ts'
import type { Of } from './step.ts'

/** A node stops with its clients, unless it is the last one; one that is down starts. */
export function switchNode(stage: Stage, { node, on }: Of<'node'>): void {
  const { broker, ledger, channels } = stage
  const { nodes } = ledger
  if (nodes.isUp(node) === on || (!on && nodes.count === 1)) return
  nodes.set(node, on)
  elect(stage)
  if (on) recovering(stage, () => broker.startNode(node))
  else {
    const lost = channels.filter((channel) => channel.node === node).sort((a, b) => a.id - b.id)
    ledger.closing = lost.map((ends) => ({ ends, reason: TraceReason.crash }))
    broker.stopNode(node)
    while (ledger.closing.length > 0) close(ledger, ledger.closing.shift()!)
  }
  checkLeaders(stage)
  stage.reopen()
}

export function partition(stage: Stage, { sides }: Of<'partition'>): void {
  stage.ledger.nodes.part(sides)
  elect(stage)
  recovering(stage, () => stage.broker.partition(sides))
  checkLeaders(stage)
}

function recovering({ ledger }: Stage, change: () => void): void {
  ledger.isRecovering = true
  change()
  ledger.isRecovering = false
}

function elect({ ledger }: Stage): void {
  for (const book of ledger.live) book.leader = ledger.nodes.leaderAfter(book.leader)
  refuseOrphans(ledger)
}

function checkLeaders({ broker, ledger }: Stage): void {
  for (const { id, spec, isQuorum, leader } of ledger.live) {
    const said = broker.leaderOf(id)
    if (isQuorum && said !== leader)
      violate('V9', `queue ${spec.name} is led by ${said}, not by ${leader}`)
  }
}
