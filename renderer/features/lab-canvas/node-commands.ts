/** What can be done to a node while it runs. Each is an intervention: logged, marked on the charts, replayed. */
import type { Dial } from '#core/model/command.ts'
import type { FrameView } from '#renderer/state/run-frame.ts'
import type { GraphNode } from './graph.ts'
import type { RunIndex } from './run-index.ts'

export type CommandWord = 'crash' | 'crashFor' | 'restart' | 'stop' | 'start' | 'purge'

export interface NodeCommand {
  readonly word: CommandWord
  /** Messages concerned, where the word names them. */
  readonly count: number
  readonly command: Dial
}

/** Virtual time a crashed consumer stays away when it is to come back. */
const restartAfterUs = 5_000_000

/** The commands that change something now: what is down cannot crash, an empty queue has nothing to purge. */
export function commandsFor(node: GraphNode, frame: FrameView, index: RunIndex): NodeCommand[] {
  if (index.isGuest(node)) return []
  const target = node.name
  const members = index.members(node)
  const offer = (word: CommandWord, command: Dial, count = 0) => ({ word, command, count })
  switch (node.kind) {
    case 'producer': {
      const stopped = members.every((at) => frame.producer(at, 'state') === 1)
      return stopped
        ? [offer('start', { kind: 'producer.start', target })]
        : [offer('stop', { kind: 'producer.stop', target })]
    }
    case 'consumer': {
      const down = members.every((at) => frame.consumer(at, 'state') === 1)
      return down
        ? [offer('restart', { kind: 'consumer.restart', target })]
        : [
            offer('crash', { kind: 'consumer.crash', target, restartAfterUs: null }),
            offer('crashFor', { kind: 'consumer.crash', target, restartAfterUs }),
          ]
    }
    case 'queue': {
      const ready = frame.queue(index.of('queue', node.name), 'ready')
      return ready > 0 ? [offer('purge', { kind: 'queue.purge', target }, ready)] : []
    }
    case 'exchange':
      return []
  }
}
