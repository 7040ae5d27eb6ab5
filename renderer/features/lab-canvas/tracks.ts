/** The tracks marks move on, in the order of their numbers. */
import type { Box } from './layout.ts'
import type { TrackNumbers } from './mark-routes.ts'
import { curveBetween, Track } from './wire-curve.ts'
import type { WirePlace } from './wire-places.ts'

/** How far what is lost is seen to fall, and where it leaves a queue: the head is at its right. */
const fallPx = 34
const headInset = 44

export function tracksOf(
  numbers: TrackNumbers,
  boxes: ReadonlyMap<string, Box>,
  wires: ReadonlyMap<string, WirePlace>,
): Track[] {
  const nowhere = { x: -1e5, y: -1e5 }
  return numbers.keys.map((key) => {
    const lane = key.slice(0, key.indexOf(' '))
    const id = key.slice(key.indexOf(' ') + 1)
    if (lane === 'lost') return lostTrack(id, boxes.get(id))
    const place = wires.get(id)
    const curve = lane === 'back' ? place?.back : place?.out
    return new Track(curve ?? curveBetween(nowhere, nowhere, 'across'))
  })
}

/** What leaves a queue at its limit falls from the head; what no queue wants rises from its exchange. */
function lostTrack(id: string, box: Box | undefined): Track {
  if (!box) return new Track(curveBetween({ x: -1e5, y: -1e5 }, { x: -1e5, y: -1e5 }, 'down'))
  if (id.startsWith('queue:')) {
    const from = { x: box.x + box.width - headInset, y: box.y + box.height }
    return new Track(curveBetween(from, { x: from.x, y: from.y + fallPx }, 'down'))
  }
  const from = { x: box.x + box.width / 2, y: box.y }
  return new Track(curveBetween(from, { x: from.x, y: from.y - fallPx }, 'up'))
}
