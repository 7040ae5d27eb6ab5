/** Arrow keys walk along wires: right with the messages, left against them, up and down among nodes beside each other. */
import type { Graph } from './graph.ts'
import type { Box } from './layout.ts'

export type Step = 'ArrowRight' | 'ArrowLeft' | 'ArrowUp' | 'ArrowDown'

export const isStep = (key: string): key is Step =>
  key === 'ArrowRight' || key === 'ArrowLeft' || key === 'ArrowUp' || key === 'ArrowDown'

/** The node a step from `from` leads to, or null when there is nothing that way. */
export function walk(
  graph: Graph,
  boxes: ReadonlyMap<string, Box>,
  from: string,
  step: Step,
): string | null {
  const here = boxes.get(from)
  if (!here) return null
  if (step === 'ArrowRight' || step === 'ArrowLeft') {
    const forward = step === 'ArrowRight'
    const next = graph.wires.flatMap((wire) =>
      (forward ? wire.from : wire.to) === from ? [forward ? wire.to : wire.from] : [],
    )
    return nearest(next, boxes, here, (box) => Math.abs(middleY(box) - middleY(here)))
  }
  const sign = step === 'ArrowDown' ? 1 : -1
  const beside = graph.nodes
    .map(({ id }) => id)
    .filter((id) => {
      const box = boxes.get(id)
      return box !== undefined && sign * (middleY(box) - middleY(here)) > 0
    })
  // What stands in the same column comes first; a little way down beats a long way across.
  return nearest(
    beside,
    boxes,
    here,
    (box) => Math.abs(middleY(box) - middleY(here)) + 3 * Math.abs(middleX(box) - middleX(here)),
  )
}

const middleX = ({ x, width }: Box) => x + width / 2
const middleY = ({ y, height }: Box) => y + height / 2

function nearest(
  ids: readonly string[],
  boxes: ReadonlyMap<string, Box>,
  here: Box,
  cost: (box: Box) => number,
): string | null {
  let best: string | null = null
  let least = Number.POSITIVE_INFINITY
  for (const id of ids) {
    const box = boxes.get(id)
    if (!box || box === here || cost(box) >= least) continue
    best = id
    least = cost(box)
  }
  return best
}
