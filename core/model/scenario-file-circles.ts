/** Dead-letter circles. */
import { placeOf, quoted } from './scenario-file-node.ts'
import type { Problems } from './scenario-file-problem.ts'
import type { Origins } from './scenario-file-read.ts'
import { losesByItself } from './scenario-file-routes.ts'
import type { Topology } from './topology.ts'

/** Longer circles are shown shortened. */
const namesShown = 5

/**
 * Queues that lose messages by themselves and dead-letter in a circle: the broker drops a message that comes back to a
 * queue without having been rejected on the way. `targets`: the queues each queue's dead letters reach.
 * [RabbitMQ: dead-letter cycles]
 */
export function checkCircles(
  topology: Topology,
  origins: Origins,
  targets: ReadonlyMap<string, ReadonlySet<string>>,
  problems: Problems,
): void {
  const losing = new Map<string, number>()
  for (const [index, queue] of topology.queues.entries()) {
    if (losesByItself(queue)) losing.set(queue.name, index)
  }
  const done = new Set<string>()
  for (const start of losing.keys()) {
    if (done.has(start)) continue
    // Walked with a stack of its own: a chain of 20,000 queues must not end the call stack.
    const path: { readonly name: string; readonly next: Iterator<string> }[] = []
    const onPath = new Set<string>()
    const enter = (name: string) => {
      path.push({ name, next: (targets.get(name) ?? new Set<string>()).values() })
      onPath.add(name)
      done.add(name)
    }
    enter(start)
    for (let top = path.at(-1); top; top = path.at(-1)) {
      const step = top.next.next()
      if (step.done) {
        path.pop()
        onPath.delete(top.name)
      } else if (onPath.has(step.value)) {
        const from = path.findIndex(({ name }) => name === step.value)
        const circle = [...path.slice(from).map(({ name }) => name), step.value]
        problems.hint(
          placeOf(origins.queues[losing.get(step.value)!]!.node, 'x-dead-letter-exchange'),
          `Queue ${quoted(step.value)}: a message that expires or overflows comes back to it (${route(circle)}), and the broker then drops it.`,
        )
      } else if (losing.has(step.value) && !done.has(step.value)) enter(step.value)
    }
  }
}

function route(names: readonly string[]): string {
  const shown = names.slice(0, namesShown).map(quoted).join(' to ')
  return names.length > namesShown ? `${shown} to ${names.length - namesShown} more` : shown
}
